import Values

/// Two products that do as well as one another, the smaller key first.
public struct ProductEquivalent: Sendable, Hashable {
  /// One of them.
  public var productID: ID<Product>
  /// The other one.
  public var otherID: ID<Product>
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The pair of two products, whichever is named first.
  public init(_ one: ID<Product>, _ another: ID<Product>, version: Int = 1) {
    productID = one.rawValue < another.rawValue ? one : another
    otherID = one.rawValue < another.rawValue ? another : one
    self.version = version
  }

  /// The product that is not this one.
  public func other(than product: ID<Product>) -> ID<Product> {
    product == productID ? otherID : productID
  }
}
