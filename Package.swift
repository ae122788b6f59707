// swift-tools-version: 6.2
// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

let package = Package(
  name: "weightcheck",
  products: [
    .executable(name: "weightcheck", targets: ["WeightCheckCLI"]),
    // With the modules that it re-exports and Benchmarks imports by name.
    .library(
      name: "WeightCheck", targets: ["Digests", "Provenance", "WeightCheck", "WeightFormats"]),
  ],
  dependencies: [
    // The command line, completions and help.
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    // Paths, descriptors and errno without Foundation.
    .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
    // Model cards, declarations and MOF files.
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    // To ask git for objects, without Foundation.
    .package(url: "https://github.com/swiftlang/swift-subprocess", exact: "1.0.2", traits: []),
  ],
  targets: [
    // MARK: C: what Swift cannot say
    .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .target(name: "CFileAccess"),
    .target(name: "CProcessor"),

    // MARK: SIMD kernels
    .target(name: "Kernels", dependencies: ["CProcessor"]),

    // MARK: The library, lowest first
    .target(
      name: "UntrustedInput",
      dependencies: [
        "CFileAccess", .product(name: "SystemPackage", package: "swift-system"),
      ]),
    .target(name: "WeightFormats", dependencies: ["UntrustedInput"]),
    .target(
      name: "Cryptography",
      dependencies: [
        "COpenSSL", "UntrustedInput", .product(name: "SystemPackage", package: "swift-system"),
      ]),
    .target(
      name: "Digests", dependencies: ["CProcessor", "Cryptography", "Kernels", "UntrustedInput"]),
    .target(name: "Provenance", dependencies: ["Cryptography", "UntrustedInput", "WeightFormats"]),
    .target(
      name: "Openness",
      dependencies: [
        "Cryptography", "UntrustedInput", "WeightFormats",
        .product(name: "Yams", package: "Yams"),
      ]),
    .target(
      name: "WeightCheck",
      dependencies: [
        "Cryptography", "Digests", "Openness", "Provenance", "UntrustedInput", "WeightFormats",
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ]),

    // MARK: The command
    .executableTarget(
      name: "WeightCheckCLI",
      dependencies: [
        "WeightCheck",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "SystemPackage", package: "swift-system"),
      ]),

    // MARK: Tests
    .target(
      name: "TestSupport",
      dependencies: ["UntrustedInput", .product(name: "SystemPackage", package: "swift-system")],
      path: "Tests/TestSupport"),
    // Apart, since it needs Foundation, beside which arithmetic elsewhere no longer type-checks.
    .target(
      name: "TestCertificates",
      dependencies: ["TestSupport", .product(name: "SystemPackage", package: "swift-system")],
      path: "Tests/TestCertificates"),
    .testTarget(
      name: "UntrustedInputTests",
      dependencies: [
        "CFileAccess", "TestSupport", "UntrustedInput",
        .product(name: "SystemPackage", package: "swift-system"),
      ]),
    .testTarget(
      name: "WeightFormatsTests", dependencies: ["TestSupport", "UntrustedInput", "WeightFormats"]),
    .testTarget(
      name: "CryptographyTests",
      dependencies: ["Cryptography", "TestCertificates", "UntrustedInput"]),
    .testTarget(
      name: "DigestsTests",
      dependencies: [
        "CProcessor", "Cryptography", "Digests", "Kernels", "TestSupport", "UntrustedInput",
      ]),
    .testTarget(
      name: "ProvenanceTests",
      dependencies: [
        "Cryptography", "Provenance", "TestCertificates", "TestSupport", "UntrustedInput",
        "WeightFormats",
      ]),
    .testTarget(
      name: "OpennessTests",
      dependencies: ["Cryptography", "Openness", "TestSupport", "UntrustedInput", "WeightFormats"]),
    .testTarget(
      name: "WeightCheckTests",
      dependencies: [
        "Cryptography", "Digests", "Openness", "Provenance", "TestCertificates", "TestSupport",
        "UntrustedInput", "WeightCheck", "WeightFormats",
        .product(name: "SystemPackage", package: "swift-system"),
      ]),
    .testTarget(
      name: "WeightCheckCLITests",
      dependencies: [
        "TestCertificates", "TestSupport", "WeightCheckCLI",
        .product(name: "SystemPackage", package: "swift-system"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)

// The same kernels, compiled for wider vectors than every processor has. Digests looks at the
// processor before it calls them; .ci/check-kernels proves that nothing else can end up there.
#if arch(x86_64)
  let instructionSets = [
    "KernelsAVX2": ["avx2", "bmi", "bmi2"],
    "KernelsAVX512": ["avx512f", "avx512bw", "avx512dq", "avx512vl", "bmi", "bmi2"],
  ]
  for (name, extensions) in instructionSets.sorted(by: { $0.key < $1.key }) {
    let flags = extensions.flatMap { ["-Xcc", "-m\($0)"] }
    package.targets.append(
      .target(
        name: name, dependencies: ["CProcessor", "Kernels"],
        swiftSettings: [.unsafeFlags(flags, .when(configuration: .release))]))
    for target in package.targets where ["Digests", "DigestsTests"].contains(target.name) {
      target.dependencies.append(.byName(name: name))
    }
  }
#endif

// The fuzzer brings its own main function, so it is there only when .ci/fuzz asks for it.
if Context.environment["WEIGHTCHECK_FUZZ"] != nil {
  package.products.append(.executable(name: "Fuzz", targets: ["Fuzz"]))
  package.targets.append(
    .executableTarget(
      name: "Fuzz", dependencies: ["Openness", "Provenance", "UntrustedInput", "WeightFormats"],
      path: "Tests/Fuzz", swiftSettings: [.unsafeFlags(["-parse-as-library"])]))
}

// Spans are returned or held in these modules only.
let modulesWithLifetimes: Set = ["UntrustedInput", "WeightFormats", "Digests"]

let modulesInC: Set = ["CFileAccess", "CProcessor"]

for target in package.targets where target.type != .system && !modulesInC.contains(target.name) {
  var settings: [SwiftSetting] = [
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ]
  if modulesWithLifetimes.contains(target.name) {
    settings.append(.enableExperimentalFeature("Lifetimes"))
  }
  // Set by .ci/run; a newer compiler's new warnings must not stop a user's build.
  if Context.environment["WEIGHTCHECK_STRICT"] != nil {
    settings.append(.treatAllWarnings(as: .error))
  }
  target.swiftSettings = (target.swiftSettings ?? []) + settings
}
