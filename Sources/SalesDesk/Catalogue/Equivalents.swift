import Sales
import SalesStore
import Values

/// Says that two products do as well as one another: the negotiation of a quote offers the other one.
public struct AddEquivalent: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("product.addEquivalent", roles: .everyone)

  /// One of them.
  public let productID: ID<Product>
  /// The other one.
  public let otherID: ID<Product>

  /// The pairing of two products.
  public init(_ product: ID<Product>, with other: ID<Product>) {
    productID = product
    otherID = other
  }

  /// Does it.
  public func perform(_ scope: ActScope) throws -> Product {
    let pair = try EquivalentPair(productID, otherID, scope)
    guard productID != otherID else { throw Refusal(.equivalentOfItself, pair.product) }
    guard try pair.stored() == nil else {
      throw Refusal(.equivalentKnown, pair.product, pair.other)
    }
    try scope.store.insert(pair.row)
    return try pair.noted()
  }
}

/// Takes that back.
public struct RemoveEquivalent: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("product.removeEquivalent", roles: .everyone)

  /// One of them.
  public let productID: ID<Product>
  /// The other one.
  public let otherID: ID<Product>

  /// The end of a pairing.
  public init(_ product: ID<Product>, with other: ID<Product>) {
    productID = product
    otherID = other
  }

  /// Does it.
  public func perform(_ scope: ActScope) throws -> Product {
    let pair = try EquivalentPair(productID, otherID, scope)
    guard let stored = try pair.stored() else {
      throw Refusal(.equivalentUnknown, pair.product, pair.other)
    }
    try scope.store.delete(stored)
    return try pair.noted()
  }
}

/// Two products by name, and their row.
private struct EquivalentPair {
  let row: ProductEquivalent
  let product: Fact
  let other: Fact
  private let first: Product
  private let scope: ActScope

  init(_ product: ID<Product>, _ other: ID<Product>, _ scope: ActScope) throws {
    first = try scope.store.get(product)
    row = ProductEquivalent(product, other)
    self.product = Fact("product", .text(first.code))
    self.other = Fact("other", .text(try scope.store.get(other).code))
    self.scope = scope
  }

  func stored() throws -> ProductEquivalent? {
    try scope.store.find(ProductEquivalent.self, row.productID.sqlValue, row.otherID.sqlValue)
  }

  func noted() throws -> Product {
    scope.concerns(.product, row.productID.rawValue)
    scope.concerns(.product, row.otherID.rawValue)
    scope.note("product", product.value)
    scope.note("other", other.value)
    return first
  }
}
