"""What has to hold however a whole is divided, not just for the examples."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

wholes = st.decimals(min_value=0, max_value=10**10, places=2)
steps = st.sampled_from(["0.01", "0.5", "1", "7", "100", "25000"])
weights = st.dictionaries(
    st.integers(min_value=1, max_value=10**6),
    st.floats(min_value=0, max_value=1e9, allow_nan=False),
    min_size=1,
    max_size=30,
)


@given(whole=wholes, weights=weights, step=steps)
def test_parts_add_up_exactly(tools, whole, weights, step):
    assume(any(weights.values()))
    parts = tools["division"].divide(whole, weights, step)
    assert sum(parts.values()) == whole
    assert list(parts) == list(weights)
    assert min(parts.values()) >= 0
    assert all(not parts[key] for key, weight in weights.items() if not weight)


@given(whole=wholes, weights=weights, step=steps)
def test_nobody_is_far_from_the_exact_share(tools, whole, weights, step):
    assume(any(weights.values()))
    parts = tools["division"].divide(whole, weights, step)
    heaviness = sum(map(Fraction, weights.values()))
    odd = [part for part in parts.values() if part % Decimal(step)]
    assert len(odd) <= 1
    for key, weight in weights.items():
        # Floats come to nothing where the weight is the smallest there is.
        exact = float(Fraction(whole) * Fraction(weight) / heaviness)
        assert abs(float(parts[key]) - exact) < float(step) * 2 + 1e-3


@given(whole=wholes, weights=weights, step=steps, data=st.data())
def test_order_does_not_matter(tools, whole, weights, step, data):
    assume(any(weights.values()))
    shuffled = dict(data.draw(st.permutations(list(weights.items()))))
    divide = tools["division"].divide
    assert divide(whole, shuffled, step) == divide(whole, weights, step)


@given(whole=wholes, weights=weights, step=steps)
def test_more_weight_is_never_less(tools, whole, weights, step):
    assume(any(weights.values()))
    parts = tools["division"].divide(whole, weights, step)
    ranked = sorted(weights, key=lambda key: (weights[key], parts[key]))
    full_steps = [parts[key] // Decimal(step) for key in ranked]
    for lighter, heavier, less, more in zip(
        ranked, ranked[1:], full_steps, full_steps[1:], strict=False
    ):
        if weights[lighter] < weights[heavier]:
            assert less <= more
