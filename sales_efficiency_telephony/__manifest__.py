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
        "data/pbx_outcome_data.xml",
        "data/sales_lead_door_data.xml",
        "views/call/pbx_call_views.xml",
        "data/ir_cron_data.xml",
        "views/event/pbx_event_views.xml",
        "views/provider/pbx_provider_views.xml",
        "wizards/provider_secret_views.xml",
        "data/pbx_listener_cron_data.xml",
        "views/provider/pbx_provider_asterisk_views.xml",
    ],
    "assets": {
        "web.assets_backend": [
            "sales_efficiency_telephony/static/src/call_card/**/*",
            "sales_efficiency_telephony/static/src/dial_field/**/*",
        ],
        "web.assets_tests": [
            "sales_efficiency_telephony/static/tests/tours/**/*",
        ],
        "web.assets_unit_tests": [
            "sales_efficiency_telephony/static/tests/**/*.test.js",
        ],
    },
}
