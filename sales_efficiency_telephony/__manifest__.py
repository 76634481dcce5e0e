{
    "name": "Sales Efficiency: Telephony",
    "summary": "Calls, talk time, missed calls, recordings and quality of talk in the CRM",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "website": "https://github.com/sales-efficiency/sales-efficiency",
    "author": "Sales Efficiency contributors",
    "license": "LGPL-3",
    "depends": ["sales_efficiency", "phone_validation"],
    "data": [
        "security/sales_efficiency_telephony_groups.xml",
        "security/ir.model.access.csv",
        "security/sales_efficiency_telephony_rules.xml",
        "data/ir_cron_data.xml",
        "views/event/pbx_event_views.xml",
        "views/provider/pbx_provider_views.xml",
        "wizards/provider_secret_views.xml",
    ],
}
