#!/bin/sh
# Fetches the Node and the pnpm that the project pins from the npm registry: `fetchTools.sh PINS TOOLS`. PINS holds package.json
# and lib.mjs, which name the versions; TOOLS gets `node` and `pnpm`.
set -eu
pins=$1
tools=$2
if [ -z "${NPM_CONFIG_REGISTRY:-}" ]; then
  echo 'fetchTools: no registry, expected --build-arg NPM_CONFIG_REGISTRY="$(npm config get registry)"' >&2
  exit 2
fi
if [ -s /run/secrets/ca ]; then export CURL_CA_BUNDLE=/run/secrets/ca; fi
registry=${NPM_CONFIG_REGISTRY%/}
case $(uname -m) in
  x86_64) arch=x64 ;;
  aarch64) arch=arm64 ;;
  *) echo "fetchTools: no Node for $(uname -m), expected x86_64 or aarch64" >&2; exit 2 ;;
esac
node=$(sed -n 's/^ *"node": "\([0-9.]*\)".*/\1/p' "$pins/package.json")
pnpm=$(sed -n 's/^const PNPM = "pnpm@\([0-9.]*\)";.*/\1/p' "$pins/lib.mjs")
for version in "$node" "$pnpm"; do
  [ -n "$version" ] || { echo "fetchTools: no pinned version in $pins" >&2; exit 2; }
done
mkdir -p "$tools"
curl -fsSL --retry 3 "$registry/node-linux-$arch/-/node-linux-$arch-$node.tgz" | tar -xzO package/bin/node >"$tools/node"
# Debug symbols are a fifth of the file.
strip "$tools/node"
chmod 755 "$tools/node"
curl -fsSL --retry 3 "$registry/@pnpm/exe.linux-$arch/-/exe.linux-$arch-$pnpm.tgz" | tar -xzO package/pnpm >"$tools/pnpm"
chmod 755 "$tools/pnpm"
# Slim images lack the one library that this Node needs beside the C library.
mkdir -p "$tools/lib"
cp -L /usr/lib/*/libatomic.so.1 "$tools/lib/"
"$tools/node" --version
"$tools/pnpm" --version
