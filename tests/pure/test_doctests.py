"""The examples in the docstrings of ``tools/`` are its first tests."""

import doctest


def test_examples(each_tool):
    result = doctest.testmod(each_tool)
    assert result.attempted, f"{each_tool.__name__} shows no example"
    assert not result.failed
