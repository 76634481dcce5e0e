"""Give the company plans, norms and outcomes once the addon is installed.

python generate_plans.py CONFIG DATABASE
"""

import sys

from company.plans import make_plans
from odoo_env import MANAGER, connect

if __name__ == "__main__":
    with connect(*sys.argv[1:]) as plan_env:
        make_plans(plan_env, MANAGER)
        plan_env.cr.commit()
