import Database
import Sales
import SalesDesk
import SalesStore
import Values

// What a story starts from. Every figure is machine text ("10.00"), as it would be typed; what a
// fixture does not name has its usual value.

extension TestCompany {
  /// A person with roles.
  @discardableResult
  public func salesperson(_ code: String, roles: Set<Role> = [.salesperson]) throws -> Salesperson {
    let warehouse = try self.warehouse()
    let person = Salesperson(
      id: ids.mint(), code: code, name: code.capitalized, warehouseID: warehouse.id)
    try store.write { writer in
      try writer.insertInBulk(person)
      for role in roles.sorted(by: { $0.rawValue < $1.rawValue }) {
        try writer.insertInBulk(SalespersonRole(salespersonID: person.id, role: role))
      }
    }
    return person
  }

  /// The warehouse of that code, made where there is none; `D1` is the founding's.
  @discardableResult
  public func warehouse(_ code: String = "D1") throws -> Warehouse {
    try store.write { writer in
      if let known = try writer.first(Warehouse.self, "WHERE code = \(code)") { return known }
      let sequence = try writer.count(Warehouse.self) + 1
      let warehouse = Warehouse(id: ids.mint(), code: code, name: code, sequence: sequence)
      try writer.insertInBulk(warehouse)
      return warehouse
    }
  }

  /// A customer, changed by `edit` before it is written.
  @discardableResult
  public func customer(
    _ code: String = "C1", name: String = "Constructions Æther",
    _ edit: (inout Customer) -> Void = { _ in }
  ) throws -> Customer {
    try store.write { writer in
      var customer = Customer(
        id: ids.mint(), searchKey: try writer.nextSearchKey(Customer.self), code: code, name: name,
        currency: .eur)
      edit(&customer)
      try writer.insertInBulk(customer)
      try writer.index(customer)
      return customer
    }
  }

  /// A delivery site of a customer.
  @discardableResult
  public func site(_ code: String, of customer: Customer, from warehouse: Warehouse? = nil) throws
    -> Site
  {
    let site = Site(
      id: ids.mint(), customerID: customer.id, code: code, name: code, warehouseID: warehouse?.id)
    try store.write { try $0.insertInBulk(site) }
    return site
  }

  /// A family with the floor of every class of customers; none = that of its parent.
  @discardableResult
  public func family(_ code: String, floorPercent: Int64? = nil, parent: Family? = nil) throws
    -> Family
  {
    let family = Family(id: ids.mint(), code: code, name: code, parentID: parent?.id)
    try store.write { writer in
      try writer.insertInBulk(family)
      guard let floorPercent else { return }
      try writer.insertInBulk(
        FamilyFloor(
          familyID: family.id, customerClass: "", floor: Ratio(percent: floorPercent)))
    }
    return family
  }

  /// A product with its list price and its weighted-average cost; nil = unknown.
  @discardableResult
  public func product(
    _ code: String, price: String? = nil, cost: String? = nil, family: Family? = nil,
    _ edit: (inout Product) -> Void = { _ in }
  ) throws -> Product {
    try store.write { writer in
      var product = Product(
        id: ids.mint(), searchKey: try writer.nextSearchKey(Product.self), code: code, name: code,
        familyID: family?.id, baseUnit: "u", salesUnit: "u",
        listPrice: try price.map { try UnitPrice(machine: $0) })
      edit(&product)
      try writer.insertInBulk(product)
      if let cost {
        try writer.insertInBulk(
          ProductCost(
            productID: product.id, method: .weightedAverage, scope: 0,
            unitCost: try UnitCost(machine: cost)))
      }
      try writer.index(product)
      return product
    }
  }

  /// A packaging of a product: `content` base units in one `unit`.
  public func packaging(_ unit: String, of product: Product, content: String, barcode: String = "")
    throws
  {
    let factor = try Quantity(machine: content)
    try store.write {
      try $0.insertInBulk(
        ProductUnit(productID: product.id, unit: unit, factor: factor, barcode: barcode))
    }
  }

  /// Stock on hand by an opening move, of which `reserved` is set aside for nobody in particular; it
  /// is worth the product's cost, where there is one.
  public func stock(
    _ product: Product, onHand: String, reserved: String = "0", in warehouse: Warehouse? = nil
  ) throws {
    let warehouse = try warehouse ?? self.warehouse()
    let quantity = try Quantity(machine: onHand)
    let held = try Quantity(machine: reserved)
    try store.write { writer in
      if quantity > .zero {
        try writer.insertInBulk(
          StockMove(
            id: ids.mint(), productID: product.id, fromPlace: .opening, toPlace: .warehouse,
            toWarehouseID: warehouse.id, quantity: quantity, day: today))
      }
      try writer.insertInBulk(
        StockLevel(
          productID: product.id, warehouseID: warehouse.id, onHand: quantity, reserved: held))
      guard let cost = try writer.cost(of: product.id, by: .weightedAverage) else { return }
      var valued = cost
      valued.stockValue += try LineMargin.cost(of: quantity, at: cost.unitCost)
      try writer.update(cost, to: valued)
    }
  }

  /// A supplier who sells a product.
  @discardableResult
  public func supplier(
    _ code: String, of product: Product? = nil, price: String? = nil, multiple: String = "0"
  ) throws -> Supplier {
    try store.write { writer in
      let supplier: Supplier
      if let known = try writer.first(Supplier.self, "WHERE code = \(code)") {
        supplier = known
      } else {
        supplier = Supplier(id: ids.mint(), code: code, name: code, currency: .eur)
        try writer.insertInBulk(supplier)
      }
      guard let product else { return supplier }
      let sequence =
        try writer.count(SupplierPrice.self, "WHERE product_id = \(product.id)") + 1
      try writer.insertInBulk(
        SupplierPrice(
          id: ids.mint(), supplierID: supplier.id, productID: product.id, sequence: sequence,
          price: try price.map { try UnitPrice(machine: $0) }, currency: .eur,
          multiple: try Quantity(machine: multiple)))
      return supplier
    }
  }

  /// A price rule, changed by `edit` before it is written.
  @discardableResult
  public func priceRule(
    _ level: PriceLevel, net: String? = nil, discountPercent: Int64? = nil,
    formula: String? = nil, from: String = "0", _ edit: (inout PriceRule) -> Void = { _ in }
  ) throws -> PriceRule {
    var rule = PriceRule(
      id: ids.mint(), level: level, minimumQuantity: try Quantity(machine: from),
      currency: .eur, kind: formula != nil ? .formula : net == nil ? .discount : .net,
      netPrice: try net.map { try UnitPrice(machine: $0) },
      discount: discountPercent.map { Ratio(percent: $0) }, formula: formula ?? "")
    edit(&rule)
    try store.write { try $0.insertInBulk(rule) }
    return rule
  }

  /// The stage of that code in the default pipeline: PROSPECT, QUALIFIE, DEVIS, NEGO, ACCEPTE, PERDU.
  public func stage(_ code: String) throws -> Stage {
    try store.read { reader in
      guard let stage = try reader.first(Stage.self, "WHERE code = \(code)") else {
        throw StoreError.notFound(kind: "stage", key: code)
      }
      return stage
    }
  }
}
