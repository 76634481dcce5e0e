from . import habits, pbx_demo, pbx_demo_calls, pbx_demo_plan, pbx_demo_quality, voices
