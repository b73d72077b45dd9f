import Sales
import SalesStore
import Values

/// Sets the eco-contribution of a product: a unit amount that is charged apart from its price, without
/// discount and without margin (AT-65). Lines that are written already keep theirs until they are
/// repriced.
public struct SetEcoContribution: MergingAct {
  /// Its line in the catalogue.
  public static let entry = ActEntry("product.setEco", roles: .managers)

  /// The product.
  public let productID: ID<Product>
  /// Per base unit, without tax; zero = none.
  public let unit: UnitPrice
  /// What the form began with.
  public let read: Edit<UnitPrice>
  /// What was decided about earlier conflicts.
  public var settlement = Settlement()

  /// The setting of an eco-contribution. Without what was read, what is wanted stands.
  public init(_ product: ID<Product>, to unit: UnitPrice, read: Edit<UnitPrice> = .keep) {
    productID = product
    self.unit = unit
    self.read = read
  }

  /// Does it.
  ///
  /// - Throws: `Conflict` where another desk set another one since it was read.
  public func perform(_ scope: ActScope) throws -> Product {
    guard unit >= .zero else { throw Refusal(.amountNegative) }
    let product = try scope.store.get(productID)
    var merge = FieldMerge(product, settlement)
    merge.take("ecoUnit", .set(unit), read: read, \.ecoUnit) { .price($0) }
    try merge.check(product.code, scope)
    scope.concerns(.product, product.id.rawValue)
    scope.note("product", .text(product.code))
    scope.note("price", .price(unit))
    return try scope.store.update(product, to: merge.merged)
  }
}
