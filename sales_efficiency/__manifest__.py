{
    "name": "Sales Efficiency",
    "summary": "Is the sales plan being kept at today's pace, and what to do today",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "website": "https://github.com/sales-efficiency/sales-efficiency",
    "author": "Sales Efficiency contributors",
    "license": "LGPL-3",
    "application": True,
    "depends": ["sale_crm", "calendar", "resource", "utm"],
    "pre_init_hook": "pre_init_hook",
    "post_init_hook": "post_init_hook",
    "data": [
        "security/sales_efficiency_groups.xml",
        "security/ir.model.access.csv",
        "security/sales_efficiency_rules.xml",

        "data/sales_metric_data.xml",
        "data/mail_template_data.xml",
        "data/ir_cron_data.xml",
        "data/digest_data.xml",

        "views/metric/sales_metric_views.xml",
        "views/plan/sales_plan_views.xml",

        "views/organization/sales_norm_views.xml",
        "views/organization/sales_position_views.xml",
        "views/organization/res_users_views.xml",

        "wizards/meeting_move_views.xml",
        "views/meeting/calendar_event_views.xml",

        "views/digest/digest_templates.xml",
        "views/digest/digest_digest_views.xml",
        "views/digest/sales_morning_note_views.xml",

        "report/sales_fact_views.xml",
        "report/sales_pace_report_views.xml",
        "report/sales_pace_day_views.xml",

        "views/sales_efficiency_menus.xml",
    ],
    "assets": {
        "web.assets_backend": [
            "sales_efficiency/static/src/fields/**/*",
            "sales_efficiency/static/src/pace_board/**/*",
            ("remove", "sales_efficiency/static/src/pace_board/day_graph/**/*"),
        ],
        # The graph library is loaded when a graph is opened, and so is what builds on it.
        "web.assets_backend_lazy": [
            "sales_efficiency/static/src/pace_board/day_graph/**/*",
        ],
    },
}
