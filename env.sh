cd /opt/wt/figure; export PYTHONPATH=/opt/wt/figure/src; unset PYTHONDONTWRITEBYTECODE; export PATH=/work/main/.venv/bin:$PATH
