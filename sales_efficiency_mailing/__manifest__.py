{
    "name": "Sales Efficiency: Mailing",
    "summary": "Chains of letters that build loyalty, then sell, and what clients read",
    "version": "19.0.0.1.0",
    "category": "Sales/CRM",
    "website": "https://github.com/sales-efficiency/sales-efficiency",
    "author": "Sales Efficiency contributors",
    "license": "LGPL-3",
    "depends": [
        "sales_efficiency",
        "mass_mailing_crm",
        "mass_mailing_sale",
        "event_crm",
        "sale_loyalty",
        "sale_management",
        "survey",
    ],
    "data": [
        "security/sales_efficiency_mailing_groups.xml",
        "security/ir.model.access.csv",
        "security/sales_efficiency_mailing_rules.xml",
        "security/chain_rules.xml",
        "data/ir_cron_data.xml",
        "views/topic/mailing_topic_views.xml",
        "wizards/chain_publish_views.xml",
        "wizards/chain_trial_views.xml",
        "views/chain/mailing_chain_views.xml",
        "views/chain/mailing_chain_step_views.xml",
        "views/chain/mailing_mailing_views.xml",
        "views/chain/mailing_chain_participant_views.xml",
        "views/chain/mailing_chain_menus.xml",
    ],
    "assets": {
        "web.assets_backend": [
            "sales_efficiency_mailing/static/src/chain_flow/**/*",
        ],
        "web.assets_tests": [
            "sales_efficiency_mailing/static/tests/tours/**/*",
        ],
        "web.assets_unit_tests": [
            "sales_efficiency_mailing/static/tests/**/*.test.js",
        ],
    },
}
