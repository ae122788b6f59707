// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

package import UntrustedInput

/// The results of evaluations that a card's `model-index` lists.
package struct ModelIndex: Hashable, Sendable {
  /// One measured value.
  package struct Metric: Hashable, Sendable {
    /// The data set by name or, without one, by identifier.
    package let dataset: UntrustedText?
    /// The metric by name or, without one, by type.
    package let metric: UntrustedText
    /// The value as it was written.
    package let value: UntrustedText?
    /// The line of the metric.
    package let line: Int
  }

  /// Metrics that are kept; all are counted.
  package static let maximumMetricCount = 4096

  /// The line of the key.
  package let line: Int
  /// Models in the list.
  package private(set) var modelCount = 0
  /// Results of all models.
  package private(set) var resultCount = 0
  /// Metrics of all results.
  package private(set) var metricCount = 0
  /// The metrics, in the order of the file.
  package private(set) var metrics: [Metric] = []
  /// What was not as expected.
  package private(set) var problems: [CardProblem] = []

  /// Reads the list.
  package init(_ node: YAMLNode, line: Int) {
    self.line = line
    for model in node.items ?? [] {
      guard model.entries != nil else {
        complain(model, "a model of \"model-index\"", expected: "a mapping")
        continue
      }
      modelCount += 1
      for result in list("results", of: model) { read(result) }
    }
  }

  private mutating func read(_ result: YAMLNode) {
    guard result.entries != nil else {
      complain(result, "a result of \"model-index\"", expected: "a mapping")
      return
    }
    resultCount += 1
    let dataset = result[key: "dataset"]
    let name = dataset?[key: "name"]?.text ?? dataset?[key: "type"]?.text
    for metric in list("metrics", of: result) {
      guard let type = metric[key: "name"]?.text ?? metric[key: "type"]?.text else {
        problems.append(
          CardProblem(line: metric.line, "a metric of \"model-index\" has no name or type"))
        continue
      }
      metricCount += 1
      guard metrics.count < Self.maximumMetricCount else { continue }
      metrics.append(
        Metric(
          dataset: name, metric: type, value: metric[key: "value"]?.text, line: metric.line))
    }
  }

  private mutating func list(_ key: String, of node: YAMLNode) -> [YAMLNode] {
    guard let value = node[key: key], !value.isNull else { return [] }
    guard let items = value.items else {
      complain(value, "\"\(key)\" of \"model-index\"", expected: "a list")
      return []
    }
    return items
  }

  private mutating func complain(_ node: YAMLNode, _ what: String, expected: String) {
    problems.append(
      CardProblem(line: node.line, "\(what) is \(node.kind), where \(expected) is expected"))
  }
}
