from . import (
    crm_lead,
    crm_lead_script,
    crm_lead_script_answer,
    crm_lead_script_hold,
    sales_script,
    sales_script_answer,
    sales_script_choice,
    sales_script_content,
    sales_script_run,
    sales_script_step,
    sales_script_version,
)
