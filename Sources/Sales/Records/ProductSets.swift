import Values

/// A product set: what is sold under one name and made of several products.
public struct ProductSet: Sendable, Hashable {
  /// Identity.
  public var id: ID<ProductSet>
  /// Code typed.
  public var code: String
  /// Name, printed.
  public var name: String
  /// Whether papers show one line with one price, and not its parts.
  public var closed: Bool
  /// Whether that line stands alone, without the names of its parts below it.
  public var hidesParts: Bool
  /// First day it is proposed; nil = always.
  public var validFrom: Day?
  /// Last day it is proposed; nil = without end.
  public var validTo: Day?
  /// Whether it is proposed at all.
  public var active: Bool
  /// Row of the full-text index.
  public var searchKey: Int64
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    id: ID<ProductSet>,
    code: String,
    name: String,
    closed: Bool = false,
    hidesParts: Bool = false,
    validFrom: Day? = nil,
    validTo: Day? = nil,
    active: Bool = true,
    searchKey: Int64,
    version: Int = 1
  ) {
    self.id = id
    self.code = code
    self.name = name
    self.closed = closed
    self.hidesParts = hidesParts
    self.validFrom = validFrom
    self.validTo = validTo
    self.active = active
    self.searchKey = searchKey
    self.version = version
  }

  /// Whether it is proposed on that day.
  public func isProposed(on day: Day) -> Bool {
    active && validFrom.map { $0 <= day } ?? true && validTo.map { day <= $0 } ?? true
  }
}

/// A line of what one set is made of.
public struct ProductSetLine: Sendable, Hashable {
  /// Set.
  public var setID: ID<ProductSet>
  /// Place, from 1.
  public var line: Int
  /// A product, or words.
  public var kind: LineKind
  /// Product; nil of words.
  public var productID: ID<Product>?
  /// The words, or what is printed in the place of the product's name; empty = that name.
  public var description: String
  /// How much of it one set holds, in `unit`.
  public var quantity: Quantity
  /// Unit or packaging; empty = the product's sales unit.
  public var unit: String
  /// Whether it is only offered beside the set.
  public var optional: Bool
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    setID: ID<ProductSet>,
    line: Int,
    kind: LineKind = .product,
    productID: ID<Product>? = nil,
    description: String = "",
    quantity: Quantity = .zero,
    unit: String = "",
    optional: Bool = false,
    version: Int = 1
  ) {
    self.setID = setID
    self.line = line
    self.kind = kind
    self.productID = productID
    self.description = description
    self.quantity = quantity
    self.unit = unit
    self.optional = optional
    self.version = version
  }
}
