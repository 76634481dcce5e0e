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
        "data/pbx_listening_data.xml",
        "data/pbx_scorecard_data.xml",
        "data/sales_metric_review_data.xml",
        "views/review/pbx_scorecard_views.xml",
        "views/review/pbx_listening_views.xml",
        "views/review/pbx_review_views.xml",
        "views/review/pbx_call_views.xml",
        "views/review/res_config_settings_views.xml",
        "report/pbx_review_report_views.xml",
        "report/pbx_review_answer_report_views.xml",
        "views/review/pbx_review_menus.xml",
    ],
    "assets": {
        "web.assets_backend": [
            "sales_efficiency_telephony/static/src/review_form/**/*",
            "sales_efficiency_telephony/static/src/listening_slide/**/*",
        ],
        "sales_efficiency.assets_wall": [
            "sales_efficiency_telephony/static/src/listening_slide/**/*",
        ],
        "web.assets_tests": [
            "sales_efficiency_telephony/static/tests/tours/**/*",
        ],
        "web.assets_unit_tests": [
            "sales_efficiency_telephony/static/tests/**/*.test.js",
        ],
    },
}
