import Sales
import SalesStore
import Values

/// What a product set says.
public struct ProductSetForm: Sendable, Hashable {
  /// Code typed, in capitals.
  public var code: String
  /// Name, printed.
  public var name: String
  /// Whether papers show one line with one price.
  public var isClosed = false
  /// Whether that line stands alone, without the names of its parts below it.
  public var hidesParts = false
  /// First day it is proposed; nil = always.
  public var validFrom: Day?
  /// Last day it is proposed; nil = without end.
  public var validTo: Day?
  /// Whether it is proposed at all.
  public var isActive = true
  /// What one of it is made of, in order.
  public var lines: [TypedSetLine]

  /// A set.
  public init(code: String, name: String, lines: [TypedSetLine] = []) {
    self.code = code
    self.name = name
    self.lines = lines
  }

  /// What a set says now.
  public init(_ row: ProductSetRow) {
    self.init(code: row.set.code, name: row.set.name, lines: row.typed)
    (isClosed, hidesParts) = (row.set.closed, row.set.hidesParts)
    (validFrom, validTo, isActive) = (row.set.validFrom, row.set.validTo, row.set.active)
  }

  func check() throws {
    guard !code.isEmpty, !name.isEmpty else { throw Refusal(.nameMissing) }
    guard lines.contains(where: { $0.code != nil && !$0.isOptional }) else {
      throw Refusal(.setEmpty, Fact("set", .text(code.uppercased())))
    }
    try Refusal.unlessOrdered(validFrom, validTo)
  }

  func write(to set: inout ProductSet) {
    set.code = code.uppercased()
    set.name = name
    (set.closed, set.hidesParts) = (isClosed, hidesParts)
    (set.validFrom, set.validTo, set.active) = (validFrom, validTo, isActive)
  }

  /// The lines with products in the place of codes.
  func rows(of set: ID<ProductSet>, _ scope: ActScope) throws -> [ProductSetLine] {
    try lines.enumerated().map { place, line in
      guard let code = line.code else {
        return ProductSetLine(
          setID: set, line: place + 1, kind: .comment, description: line.words)
      }
      guard let product = try scope.store.product(coded: code) else {
        let own = self.code.uppercased()
        let isSet =
          try code.uppercased() == own
          || scope.store.productSets().contains { $0.set.code == code.uppercased() }
        if isSet { throw Refusal(.setInSet, Fact("set", .text(code.uppercased()))) }
        throw StoreError.notFound(kind: Product.table.name, key: code)
      }
      guard line.quantity > .zero else {
        throw Refusal(.quantityNotPositive, Fact("quantity", .quantity(line.quantity)))
      }
      let units = try scope.store.all(
        ProductUnit.self, "WHERE product_id = \(product.id) ORDER BY unit"
      ).map(\.unit)
      guard line.unit.isEmpty || line.unit == product.baseUnit || units.contains(line.unit) else {
        throw Refusal(
          .unitUnknown, Fact("product", .text(product.code)), Fact("unit", .text(line.unit)),
          Fact("known", .text(([product.baseUnit] + units).joined(separator: " "))))
      }
      return ProductSetLine(
        setID: set, line: place + 1, productID: product.id, description: line.words,
        quantity: line.quantity, unit: line.unit, optional: line.isOptional)
    }
  }
}

/// Makes a product set (features.md F046).
public struct CreateProductSet: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("set.create", roles: .managers)

  /// What it says.
  public let form: ProductSetForm

  /// The making of a set.
  public init(_ form: ProductSetForm) {
    self.form = form
  }

  /// Does it.
  public func perform(_ scope: ActScope) throws -> ProductSet {
    try form.check()
    try scope.codeIsFree(form.code, for: nil)
    var set = ProductSet(
      id: scope.mint(), code: "", name: "",
      searchKey: try scope.store.nextSearchKey(ProductSet.self))
    form.write(to: &set)
    try scope.store.insert(set)
    try scope.store.insert(try form.rows(of: set.id, scope))
    scope.note("set", .text(set.code))
    return set
  }
}

/// Changes a product set. Documents it was put on stay as they are.
public struct EditProductSet: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("set.edit", roles: .managers)

  /// The set as it was read.
  public let read: ProductSetRow
  /// What it says from now on.
  public let form: ProductSetForm

  /// The change of a set.
  public init(_ read: ProductSetRow, to form: ProductSetForm) {
    self.read = read
    self.form = form
  }

  /// Does it.
  ///
  /// - Throws: `Refusal` of reason `staleRow` where another desk changed the set since it was read.
  public func perform(_ scope: ActScope) throws -> ProductSet {
    try form.check()
    try scope.codeIsFree(form.code, for: read.set.id)
    let wanted = try form.rows(of: read.set.id, scope)
    let stored = try scope.store.productSet(read.set.id).lines
    guard stored == read.lines else {
      throw Refusal(
        .staleRow, Fact("kind", .text(ProductSet.table.name)), Fact("key", .text(read.set.code)))
    }
    var changed = read.set
    form.write(to: &changed)
    for line in stored where !wanted.contains(where: { $0.line == line.line }) {
      try scope.store.delete(line)
    }
    for line in wanted {
      guard let old = stored.first(where: { $0.line == line.line }) else {
        try scope.store.insert(line)
        continue
      }
      var next = line
      next.version = old.version
      try scope.store.update(old, to: next)
    }
    scope.note("set", .text(changed.code))
    return try scope.store.update(read.set, to: changed)
  }
}

/// Takes a product set away. Documents it was put on stay as they are.
public struct RemoveProductSet: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("set.remove", roles: .managers)

  /// The set.
  public let setID: ID<ProductSet>

  /// The removal of a set.
  public init(_ set: ID<ProductSet>) {
    setID = set
  }

  /// Does it.
  public func perform(_ scope: ActScope) throws -> ProductSet {
    let row = try scope.store.productSet(setID)
    for line in row.lines { try scope.store.delete(line) }
    try scope.store.delete(row.set)
    scope.note("set", .text(row.set.code))
    return row.set
  }
}

/// Keeps lines of a quote as a set: a template for quotes to come. Quantities and words are kept, prices
/// are not: they follow their rules on each document.
public struct KeepLinesAsSet: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("set.keep", roles: .managers)

  /// The quote.
  public let quoteID: ID<Quote>
  /// Numbers of the lines; nil = all of them.
  public let lines: [Int]?
  /// Code of the new set.
  public let code: String
  /// Its name.
  public let name: String
  /// Whether papers show one line with one price.
  public let isClosed: Bool

  /// The keeping of lines.
  public init(
    _ lines: [Int]? = nil, of quote: ID<Quote>, code: String, name: String, isClosed: Bool = false
  ) {
    quoteID = quote
    self.lines = lines
    self.code = code
    self.name = name
    self.isClosed = isClosed
  }

  /// Does it.
  public func perform(_ scope: ActScope) throws -> ProductSet {
    let draft = try scope.store.draft(of: quoteID)
    for number in lines ?? [] { _ = try draft.place(of: number) }
    let kept = draft.lines.filter { lines?.contains($0.number) ?? true }
    var form = ProductSetForm(code: code, name: name)
    form.isClosed = isClosed
    form.lines = try kept.compactMap { line in
      guard let id = line.productID else {
        // The words that begin a set are its name: its lines stand for it.
        return line.isSet ? nil : TypedSetLine(code: nil, words: line.row.description)
      }
      let product = try scope.store.get(id)
      return TypedSetLine(
        code: product.code,
        words: line.row.description == product.name ? "" : line.row.description,
        quantity: line.row.typedQuantity, unit: line.row.typedUnit,
        isOptional: line.row.choice != .firm)
    }
    return try scope.perform(CreateProductSet(form))
  }
}

extension ActScope {
  /// Refuses a code that a set or a product has: what is typed on a quote names one thing.
  fileprivate func codeIsFree(_ code: String, for set: ID<ProductSet>?) throws {
    let capitals = code.uppercased()
    let sets = try store.all(ProductSet.self, "WHERE code = \(capitals)")
    let isTaken = try sets.contains { $0.id != set } || store.product(coded: capitals) != nil
    if isTaken { throw Refusal(.codeTaken, Fact("code", .text(capitals))) }
  }
}
