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
        "data/pbx_outcome_data.xml",
        "data/sales_lead_door_data.xml",
        "views/event/pbx_event_views.xml",
        "views/provider/pbx_provider_views.xml",
        "wizards/provider_secret_views.xml",
        "views/call/pbx_call_views.xml",
        # Missed calls, figures and reports
        "data/pbx_missed_data.xml",
        "data/sales_metric_data.xml",
        "wizards/missed_dismiss_views.xml",
        "views/provider/pbx_provider_missed_views.xml",
        "views/call/pbx_call_missed_views.xml",
        "report/pbx_call_report_views.xml",
    ],
    "assets": {
        "web.assets_backend": [
            "sales_efficiency_telephony/static/src/call_heat_map/**/*",
            "sales_efficiency_telephony/static/src/missed_age/**/*",
        ],
        "web.assets_unit_tests": [
            "sales_efficiency_telephony/static/tests/**/*.test.js",
        ],
    },
}
