#!/usr/bin/env bash
# Puts one version of Pulumi on the PATH of an Azure Pipelines job. It runs nothing that it has not checked: the archive's
# SHA-256 must be the one in PULUMI_SHA256, which you copy from the release's checksums file once and review like a pin.
set -euo pipefail

version=3.274.1
if [ "$(pulumi version 2> /dev/null | tr -d v)" = "$version" ]; then
  echo "Pulumi $version is on the agent"
  exit 0
fi

name="pulumi-v$version-linux-x64.tar.gz"
if ! [[ "${PULUMI_SHA256:-}" =~ ^[0-9a-f]{64}$ ]]; then
  echo "error: PULUMI_SHA256 is not set to the SHA-256 of $name" >&2
  echo "  help: copy it from pulumi-$version-checksums.txt of the release into the variable group azure-management-mfa" >&2
  exit 1
fi

cd "$AGENT_TEMPDIRECTORY"
curl -fsSL --proto '=https' --output "$name" "https://github.com/pulumi/pulumi/releases/download/v$version/$name"
echo "$PULUMI_SHA256  $name" | sha256sum --check --strict
tar -xzf "$name"
echo "##vso[task.prependpath]$AGENT_TEMPDIRECTORY/pulumi"
