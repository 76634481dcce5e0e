from . import sales_fact_pbx, pbx_call_report, pbx_call_heat_map
