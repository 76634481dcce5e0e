"""What a funnel tells, written by hand for the stages and deals of the benchmark.

Nothing of rights, companies, teams with stages of their own, currencies or time zones:
what a developer would write for this one screen.
"""

_COHORT = """
    WITH cohort AS MATERIALIZED (
        SELECT lead.id, user_id, won_status, lost_reason_id, expected_revenue,
               lead.create_date, date_closed, stage.rank,
               CASE WHEN won_status = 'won' THEN COALESCE(
                   (SELECT SUM(amount_untaxed) FROM sale_order
                     WHERE opportunity_id = lead.id AND state = 'sale'),
                   expected_revenue) END AS actual
          FROM crm_lead lead
          JOIN (SELECT id, ROW_NUMBER() OVER (ORDER BY sequence, id) AS rank
                  FROM crm_stage) AS stage ON stage.id = lead.stage_id
         WHERE lead.create_date >= %({start})s AND lead.create_date < %({end})s
           AND lead.type = 'opportunity'
    ),
    stage AS (
        SELECT id, is_won, ROW_NUMBER() OVER (ORDER BY sequence, id) AS rank
          FROM crm_stage
    ),
    visit AS MATERIALIZED (
        SELECT lead_id, stage_id, SUM(seconds) AS seconds,
               BOOL_OR(kind = 'back') AS went_back,
               (MAX(ARRAY[id, expected_revenue]))[2] AS expected
          FROM sales_stage_move
         WHERE lead_id IN (SELECT id FROM cohort)
      GROUP BY lead_id, stage_id
    ),
    way AS (
        SELECT cohort.id, GREATEST(cohort.rank, MAX(stage.rank)) AS rank
          FROM cohort
     LEFT JOIN visit ON visit.lead_id = cohort.id
     LEFT JOIN stage ON stage.id = visit.stage_id
      GROUP BY cohort.id, cohort.rank
    )
"""
_REACHED = """
      FROM way
      JOIN cohort lead ON lead.id = way.id
      JOIN stage ON stage.rank <= way.rank
"""
_COLUMN = f"""
    {_COHORT}
    SELECT stage.id, COUNT(*),
           COUNT(*) FILTER (WHERE stage.rank < way.rank),
           COUNT(*) FILTER (WHERE stage.rank = way.rank AND lead.won_status = 'lost'),
           COUNT(*) FILTER (WHERE stage.rank = way.rank AND lead.won_status = 'pending'),
           COUNT(*) FILTER (WHERE stage.rank = way.rank AND lead.won_status = 'won'),
           percentile_cont(0.5) WITHIN GROUP (ORDER BY days),
           percentile_cont(0.9) WITHIN GROUP (ORDER BY days),
           percentile_cont(0.5) WITHIN GROUP (
               ORDER BY CASE WHEN stage.rank = way.rank AND lead.won_status = 'won'
                        THEN lead.date_closed - lead.create_date END),
           COUNT(visit.lead_id), COUNT(*) FILTER (WHERE visit.went_back),
           SUM(COALESCE(visit.expected, lead.expected_revenue)),
           SUM(COALESCE(visit.expected, lead.expected_revenue))
               FILTER (WHERE lead.won_status = 'won'),
           SUM(lead.actual) FILTER (WHERE lead.won_status = 'won')
    {_REACHED}
 LEFT JOIN visit ON visit.lead_id = lead.id AND visit.stage_id = stage.id
CROSS JOIN LATERAL (
        SELECT CASE WHEN stage.is_won IS NOT TRUE AND (stage.rank <> lead.rank
                                               OR lead.won_status <> 'pending')
                    THEN visit.seconds / 86400.0 END AS days
    ) AS stay
  GROUP BY stage.id, stage.rank ORDER BY stage.rank
"""
_LOSSES = f"""
    {_COHORT}
    SELECT stage.id, lead.user_id,
           COUNT(*) FILTER (WHERE stage.rank = way.rank AND lead.won_status = 'lost'),
           COUNT(*) FILTER (WHERE stage.rank < way.rank)
    {_REACHED}
  GROUP BY stage.id, lead.user_id
"""
_REASONS = f"""
    {_COHORT}
    SELECT stage.id, lead.lost_reason_id, reason.sales_side, COUNT(*)
    {_REACHED}
 LEFT JOIN crm_lost_reason reason ON reason.id = lead.lost_reason_id
     WHERE stage.rank = way.rank AND lead.won_status = 'lost'
  GROUP BY stage.id, lead.lost_reason_id, reason.sales_side
"""
#: The deals of the period, those of the period before, who loses them, and why.
STATEMENTS = (
    _COLUMN.format(start="first", end="after"),
    _COLUMN.format(start="before", end="first"),
    _LOSSES.format(start="first", end="after"),
    _REASONS.format(start="first", end="after"),
)
