#!/bin/sh
# weightcheck: holds released AI weights against what was published about them.
# SPDX-License-Identifier: Apache-2.0
#
# Makes the signed samples in signed/, their keys and certificates among them. The private keys are
# made for one run, in a folder that goes with it; signatures are others every time.
# usage: samples/make-signed.sh path/to/weightcheck
set -eu
weightcheck=$(realpath "$1")
cd "$(dirname "$0")"
umask 077
secret=$(mktemp -d)
trap 'rm -rf "$secret"' EXIT
trap 'exit 1' HUP INT TERM
days=36500

# Keys: the signer's, and one of somebody else.
rm -rf signed
mkdir -p signed/trust
for name in signer other root other-root between leaf; do
  openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$secret/$name" \
    2>/dev/null
done
openssl pkey -in "$secret/signer" -pubout -out signed/trust/key.pem
openssl pkey -in "$secret/other" -pubout -out signed/trust/other-key.pem

# Certificates: a root, an authority below it, and the signer's.
authority='basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign\n'
for name in root other-root; do
  openssl req -x509 -new -key "$secret/$name" -subj "/CN=weightcheck sample $name" -days $days \
    -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign \
    -out "signed/trust/$name.pem"
done
certify() { # name, authority's certificate, its key, extensions
  openssl req -new -key "$secret/$1" -subj "/CN=weightcheck sample $1" -out "$secret/$1.csr"
  printf "$4" >"$secret/$1.ext"
  openssl x509 -req -in "$secret/$1.csr" -CA "$2" -CAkey "$3" -CAcreateserial \
    -CAserial "$secret/serial" -days $days -extfile "$secret/$1.ext" -out "$secret/$1.pem" \
    2>/dev/null
}
certify between signed/trust/root.pem "$secret/root" "$authority"
certify leaf "$secret/between.pem" "$secret/between" \
  'basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=codeSigning\nsubjectAltName=email:release@example.org\n'

# A release for each method.
for name in key certificate oms-key oms-certificate checksums; do
  mkdir "signed/$name"
  cp tiny/config.json tiny/model.safetensors "signed/$name"
  case $name in
  *certificate)
    set -- --key "$secret/leaf" --certificate "$secret/leaf.pem" --certificate "$secret/between.pem"
    ;;
  *) set -- --key "$secret/signer" ;;
  esac
  case $name in
  oms-*) format=oms ;;
  checksums) format=sha256sums ;;
  *) format=weights ;;
  esac
  if [ $name = checksums ]; then
    # As cosign signs a file: a signature of its SHA-256.
    sums=signed/checksums/SHA256SUMS
    "$weightcheck" attest signed/checksums --format sha256sums --quiet
    digest=$(openssl dgst -sha256 -binary $sums | base64 -w 0)
    signature=$(openssl dgst -sha256 -sign "$secret/signer" $sums | base64 -w 0)
    hint=$(openssl pkey -in "$secret/signer" -pubout -outform DER | openssl dgst -sha256 -binary |
      base64 -w 0)
    printf '{\n  "mediaType": "%s",\n  "verificationMaterial": {"publicKey": {"hint": "%s"}},\n  "messageSignature": {\n    "messageDigest": {"algorithm": "SHA2_256", "digest": "%s"},\n    "signature": "%s"\n  }\n}\n' \
      application/vnd.dev.sigstore.bundle.v0.3+json "$hint" "$digest" "$signature" \
      >$sums.sigstore.json
  else
    "$weightcheck" attest "signed/$name" --format $format --name weightcheck-sample --version 1 \
      --quiet "$@"
  fi
  cp -r "signed/$name" "signed/$name-tampered"
  cp tiny-tampered/model.safetensors "signed/$name-tampered"
done
chmod -R u=rwX,go=rX signed
