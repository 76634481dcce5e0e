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
        "data/pbx_recording_cron_data.xml",
        "wizards/recording_erase_views.xml",
        "views/event/pbx_event_views.xml",
        "wizards/call_import_views.xml",
        "views/provider/pbx_provider_views.xml",
        "wizards/provider_secret_views.xml",
        "views/call/pbx_call_views.xml",
        "views/recording/pbx_recording_views.xml",
        "views/recording/res_partner_views.xml",
    ],
    "assets": {
        "web.assets_backend": [
            "sales_efficiency_telephony/static/src/recording_player/**/*",
        "views/call/pbx_outcome_views.xml",
        "views/call/pbx_call_views.xml",
        "views/call/crm_lead_views.xml",
        "views/call/res_partner_views.xml",
        "views/call/pbx_call_menus.xml",
    ],
    "assets": {
        "web.assets_backend": [
            "sales_efficiency_telephony/static/src/call_fields/**/*",
        ],
        "web.assets_unit_tests": [
            "sales_efficiency_telephony/static/tests/**/*.test.js",
        ],
    },
}
