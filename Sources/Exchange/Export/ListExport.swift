import Sales
public import SalesStore
import Values

/// The records of a list on screen, in its order.
public enum ListedRecords: Sendable {
  /// Customers, as `customer.csv` has them.
  case customers([ID<Customer>])
  /// Products, as `product.csv` has them.
  case products([ID<Product>])
  /// What a warehouse holds of products, as `stock.csv` has it.
  case stock([ID<Product>], in: ID<Warehouse>)
  /// Opportunities, as `opportunity.csv` has them.
  case opportunities([ID<Opportunity>])
  /// Orders, as `order.csv` has them.
  case orders([ID<SalesOrder>])
  /// Purchase orders, as `purchase.csv` has them.
  case purchases([ID<PurchaseOrder>])
  /// Quotes: our files have no kind for them, and nothing reads them back.
  case quotes([ID<Quote>])
  /// Requests to buy, likewise.
  case requests([ID<PurchaseRequest>])
}

/// A list as a file.
public struct ListFile: Sendable, Hashable {
  /// UTF-8, head first.
  public let bytes: [UInt8]
  /// Records written.
  public let count: Int
}

extension CompanyExport {
  /// Records as CSV, in the columns of our own files: what profile `comptoir` reads where it has a
  /// kind for them.
  public static func file(of records: ListedRecords, _ reader: StoreReader) throws -> ListFile {
    let export = try CompanyExport(reader)
    switch records {
    case .customers(let ids):
      return try export.list(.customer, ids) { try export.write(reader.get($0)) }
    case .products(let ids):
      return try export.list(.product, ids) { try export.write(reader.get($0)) }
    case .stock(let ids, let warehouse):
      let place = try reader.get(warehouse)
      return try export.list(.stock, ids) { try export.write(reader.get($0), in: place) }
    case .opportunities(let ids):
      return try export.list(.opportunity, ids) { try export.write(reader.get($0)) }
    case .orders(let ids):
      return try export.list(.order, ids) { try export.write(reader.get($0)) }
    case .purchases(let ids):
      return try export.list(.purchase, ids) { try export.write(reader.get($0)) }
    case .quotes(let ids):
      return try export.table(quoteColumns, ids) { try export.cells(of: reader.get($0)) }
    case .requests(let ids):
      return try export.table(requestColumns, ids) { try export.cells(of: reader.get($0)) }
    }
  }

  private func list<Kind>(
    _ kind: RecordKind, _ ids: [ID<Kind>], _ body: (ID<Kind>) throws -> Void
  ) throws -> ListFile {
    var writer = CSVWriter()
    var count = 0
    writer.append(Self.columns(kind))
    sink = { cells in
      writer.append(cells)
      count += 1
    }
    defer { sink = nil }
    for id in ids { try body(id) }
    return ListFile(bytes: writer.bytes, count: count)
  }

  private func table<Kind>(
    _ columns: [String], _ ids: [ID<Kind>], _ body: (ID<Kind>) throws -> [String?]
  ) throws -> ListFile {
    var writer = CSVWriter()
    writer.append(columns)
    for id in ids { writer.append(try body(id).map { $0 ?? "" }) }
    return ListFile(bytes: writer.bytes, count: ids.count)
  }

  // The columns are the keys of the command line's JSON.

  private static let quoteColumns = [
    "number", "revision", "state", "customer", "customerName", "salesperson", "sentDay",
    "validityDay", "customerReference", "netAmount", "totalAmount", "currency",
  ]

  private func cells(of quote: Quote) throws -> [String?] {
    let customer = try reader.get(quote.customerID)
    let opportunity = try reader.get(quote.opportunityID)
    return [
      quote.number, String(quote.revision), quote.state.rawValue, customer.code, customer.name,
      try code(opportunity.salespersonID), quote.sentDay?.isoText, quote.validityDay.isoText,
      text(quote.customerReference), amount(quote.netAmount), amount(quote.totalAmount),
      quote.currency.code,
    ]
  }

  private static let requestColumns = [
    "supplier", "product", "productName", "quantity", "unit", "neededDay", "warehouse", "state",
  ]

  private func cells(of request: PurchaseRequest) throws -> [String?] {
    let product = try reader.get(request.productID)
    return [
      try code(request.supplierID), product.code, product.name, request.quantity.description,
      product.baseUnit, request.neededDay?.isoText, try code(request.warehouseID),
      request.state.rawValue,
    ]
  }
}
