# weightcheck: holds released AI weights against what was published about them.
# SPDX-License-Identifier: Apache-2.0

# make demo      build, verify a sample release, catch a tampered one
# make test      everything that needs no network
# make install   a release build under PREFIX (default /usr/local)
# make lint      formatting and style
# make benchmark kernels, parsers and engine, by the package in Benchmarks; FILTER=REGEX for some
# make samples   the samples anew, without the documents in samples/json
# make interop   against the real peers, from PyPI in a private environment

SWIFT ?= swift
PREFIX ?= /usr/local
DESTDIR ?=
FILTER ?= .*
# A static standard library, so that the command needs no toolchain where it runs.
INSTALL_FLAGS = -c release --static-swift-stdlib --scratch-path .build/install

.PHONY: demo test install lint benchmark samples interop dependencies

demo: dependencies
	$(SWIFT) build -c release --product weightcheck
	@samples/demo "$$($(SWIFT) build -c release --show-bin-path)/weightcheck"

test: dependencies
	$(SWIFT) test -c release
	@.ci/check-kernels "$$($(SWIFT) build -c release --show-bin-path)"

install: dependencies
	$(SWIFT) build $(INSTALL_FLAGS) --product weightcheck
	install -d "$(DESTDIR)$(PREFIX)/bin"
	install -m 755 "$$($(SWIFT) build $(INSTALL_FLAGS) --show-bin-path)/weightcheck" \
	  "$(DESTDIR)$(PREFIX)/bin/weightcheck"

lint:
	$(SWIFT) format lint --strict --parallel --recursive Package.swift Sources Tests \
	  Benchmarks
	@.ci/check-text

benchmark: dependencies
	$(SWIFT) package --package-path Benchmarks benchmark --no-progress --filter '$(FILTER)'

samples: dependencies
	$(SWIFT) build -c release --product weightcheck
	samples/make-samples.py
	samples/make-manifests.sh "$$($(SWIFT) build -c release --show-bin-path)/weightcheck"
	samples/make-evidence.py
	samples/make-openness.py

interop: dependencies
	$(SWIFT) build -c release --product weightcheck
	@.ci/interop "$$($(SWIFT) build -c release --show-bin-path)/weightcheck"

dependencies:
	@SWIFT="$(SWIFT)" .ci/dependencies
