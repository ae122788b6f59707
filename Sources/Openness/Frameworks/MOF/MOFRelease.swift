// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

public import UntrustedInput

/// A release as the Model Openness Framework describes it: what it has, under which licences.
public struct MOFRelease: Hashable, Sendable {
  /// A licence with where it can be read.
  public struct Licence: Hashable, Sendable {
    /// The identifier, compared exactly.
    public var name: UntrustedText
    /// A path or address of its text; may be empty.
    public var path: UntrustedText

    /// Makes a licence.
    public init(name: UntrustedText, path: UntrustedText = UntrustedText("")) {
      self.name = name
      self.path = path
    }
  }

  /// A component that the release has.
  public struct Item: Hashable, Sendable {
    /// Which one.
    public var component: MOFComponent
    /// The licence of its own.
    ///
    /// Nil leaves it to the licences of the release; empty or `unlicensed` says that it has none.
    public var licence: UntrustedText?
    /// Where that licence can be read.
    public var licencePath: UntrustedText?
    /// Where the component is.
    public var path: UntrustedText?

    /// Makes an item.
    public init(
      _ component: MOFComponent, licence: UntrustedText? = nil,
      licencePath: UntrustedText? = nil, path: UntrustedText? = nil
    ) {
      self.component = component
      self.licence = licence
      self.licencePath = licencePath
      self.path = path
    }
  }

  /// Facts about the release beside its name: version, date, type and so on, in their order.
  public static let factKeys = [
    "version", "date", "type", "architecture", "treatment", "origin", "producer", "contact",
    "repository", "huggingface",
  ]

  /// The name of the release.
  public var name: UntrustedText
  /// What is said under the keys of factKeys, as text.
  public var facts: [String: UntrustedText]
  /// The licence of the whole release, where nothing closer is said.
  public var distribution: Licence?
  /// The licences of all components of one kind.
  public var licences: [MOFComponent.ContentType: Licence]
  /// The components that it has, each once.
  public var items: [Item]

  /// Makes a release.
  public init(
    name: UntrustedText, facts: [String: UntrustedText] = [:], distribution: Licence? = nil,
    licences: [MOFComponent.ContentType: Licence] = [:], items: [Item] = []
  ) {
    self.name = name
    self.facts = facts
    self.distribution = distribution
    self.licences = licences
    self.items = items
  }

  /// What the release says of a component.
  public func item(_ component: MOFComponent) -> Item? {
    items.last { $0.component == component }
  }

  /// The licence that the Tool uses for a component, or nil for an unlicensed one.
  ///
  /// It is the component's own, else the one of its kind, else the one of the release.
  public func licence(of item: Item) -> UntrustedText? {
    if let own = item.licence { return Self.isNone(own) ? nil : own }
    for licence in [licences[item.component.contentType], distribution] {
      if let name = licence?.name, !Self.isEmpty(name) { return Self.isNone(name) ? nil : name }
    }
    return nil
  }

  /// The Tool's language takes "0" for empty.
  private static func isEmpty(_ name: UntrustedText) -> Bool {
    name.bytes.isEmpty || name.bytes == [UInt8(ascii: "0")]
  }

  private static func isNone(_ name: UntrustedText) -> Bool {
    isEmpty(name) || name == UntrustedText("unlicensed")
  }
}
