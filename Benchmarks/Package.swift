// swift-tools-version: 6.2
// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

let package = Package(
  name: "benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "weightcheck", path: ".."),
    // Runs, measures, compares and prints; without traits nothing is put before malloc.
    .package(url: "https://github.com/ordo-one/benchmark", exact: "1.38.1", traits: []),
    .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
  ],
  targets: [
    .target(
      name: "GeneratedInputs",
      dependencies: [
        .product(name: "Benchmark", package: "benchmark"),
        .product(name: "SystemPackage", package: "swift-system"),
      ])
  ],
  swiftLanguageModes: [.v6]
)

// Names of targets are shared with weightcheck's own, which has a target Kernels.
for name in ["Engine", "Kernel", "Parser"] {
  package.targets.append(
    .executableTarget(
      name: "\(name)Benchmarks",
      dependencies: [
        "GeneratedInputs",
        .product(name: "Benchmark", package: "benchmark"),
        .product(name: "SystemPackage", package: "swift-system"),
        .product(name: "WeightCheck", package: "weightcheck"),
      ],
      path: "Benchmarks/\(name)Benchmarks",
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]))
}

for target in package.targets {
  target.swiftSettings = [
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ]
}
