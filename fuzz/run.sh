#!/bin/sh
# Fuzz every target for SECONDS (60 by default) each: fuzz/run.sh [SECONDS] [TARGET...]
# Wants atheris beside termread: pip install atheris. Findings are left in fuzz/findings.
set -eu
cd "$(dirname "$0")/.."
seconds=${1:-60}
[ $# -gt 0 ] && shift
[ $# -gt 0 ] || set -- clean decode parse layout import
mkdir -p fuzz/findings
for target in "$@"; do
  seeds=$(mktemp -d)
  cp tests/pages/*/*.html "$seeds" 2>/dev/null || true
  "${PYTHON:-python}" fuzz/targets.py "$target" -max_total_time="$seconds" -max_len=20000 -timeout=20 \
    -rss_limit_mb=2048 -artifact_prefix="fuzz/findings/$target-" "$seeds" 2>&1 | tail -4
  rm -r "$seeds"
done
