#!/usr/bin/env bash
# Builds the program for the page: web/app.wasm. Needs Rust with the target wasm32-unknown-unknown,
# and no Prebind.
set -euo pipefail
cd -- "$(dirname -- "$0")"
"${CARGO:-cargo}" build --release --offline -p app
cp -- "${CARGO_TARGET_DIR:-target}/wasm32-unknown-unknown/release/app.wasm" web/
echo "built web/app.wasm: run \`node web/run.mjs\`, or \`python3 -m http.server -d web\`" \
  "and open http://localhost:8000"
