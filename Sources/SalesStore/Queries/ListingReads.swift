import Database
import Sales
import Values

// Rows of plain lists: the command line's, and whoever else shows a list without a screen of its own.

/// Which rows a list holds.
public struct ListFilter: Sendable, Hashable {
  /// Words typed; empty = all.
  public var text = ""
  /// In charge.
  public var salespersonID: ID<Salesperson>?
  /// Of this customer.
  public var customerID: ID<Customer>?
  /// In this stage.
  public var stageID: ID<Stage>?
  /// In one of these states, by their words; empty = all.
  public var states: [String] = []
  /// How many at most.
  public var limit = 200

  /// Everything.
  public init() {}
}

/// An opportunity with the words a list shows.
public struct OpportunityRow: Sendable, Hashable {
  /// The opportunity.
  public let opportunity: Opportunity
  /// Its stage.
  public let stage: Stage
  /// Its customer, if known.
  public let customer: Customer?
  /// Who is in charge.
  public let salesperson: Salesperson?
}

/// A delivery with the words a list shows.
public struct DeliveryRow: Sendable, Hashable {
  /// The delivery.
  public let delivery: Delivery
  /// Its order.
  public let orderNumber: String
  /// Its customer.
  public let customer: Customer
  /// The currency of its order.
  public let currency: Currency
}

extension StoreReading {
  /// Opportunities, the newest first.
  public func opportunityRows(_ filter: ListFilter) throws -> [OpportunityRow] {
    var found: [Opportunity]
    if SearchQuery(filter.text) != nil {
      found = try opportunities(matching: filter.text, limit: filter.limit).filter {
        filter.accepts($0)
      }
    } else {
      var sql: SQL = "WHERE 1 = 1"
      if let person = filter.salespersonID { sql = sql + " AND salesperson_id = \(person)" }
      if let customer = filter.customerID { sql = sql + " AND customer_id = \(customer)" }
      if let stage = filter.stageID { sql = sql + " AND stage_id = \(stage)" }
      sql = sql + words("outcome", filter.states)
      found = try all(Opportunity.self, sql + " ORDER BY id DESC LIMIT \(filter.limit)")
    }
    let stages = try byID(all(Stage.self)) { $0.id }
    let people = try byID(all(Salesperson.self)) { $0.id }
    return try found.compactMap { opportunity in
      guard let stage = stages[opportunity.stageID] else { return nil }
      return OpportunityRow(
        opportunity: opportunity, stage: stage,
        customer: try opportunity.customerID.flatMap { try find($0) },
        salesperson: opportunity.salespersonID.flatMap { people[$0] })
    }
  }

  /// Quotes, the newest first; superseded versions only where they are asked for.
  public func quoteRows(_ filter: ListFilter) throws -> [QuoteSummary] {
    let states = filter.states.compactMap { QuoteState(rawValue: $0) }
    let asked = states.isEmpty ? QuoteState.allCases.filter { $0 != .superseded } : states
    var listing = QuoteListing(asked)
    listing.customerID = filter.customerID
    listing.salespersonID = filter.salespersonID
    listing.text = filter.text
    listing.newestFirst = true
    listing.limit = filter.limit
    return try quotes(listing)
  }

  /// Deliveries, the newest first.
  public func deliveryRows(_ filter: ListFilter) throws -> [DeliveryRow] {
    var sql: SQL = "WHERE 1 = 1"
    if let customer = filter.customerID { sql = sql + " AND customer_id = \(customer)" }
    return try all(Delivery.self, sql + " ORDER BY id DESC LIMIT \(filter.limit)").map {
      let order = try get($0.orderID)
      return DeliveryRow(
        delivery: $0, orderNumber: order.number, customer: try get($0.customerID),
        currency: order.currency)
    }
  }

  /// The open tasks of a person, or of everyone, the earliest first.
  public func taskRows(of person: ID<Salesperson>?, limit: Int = 200) throws -> [TaskSummary] {
    let mine: SQL = person.map { " AND salesperson_id = \($0)" } ?? ""
    return try all(
      Activity.self,
      "WHERE done_day IS NULL" + mine + " ORDER BY due_day, id LIMIT \(limit)"
    ).map(summary)
  }

  private func words(_ column: String, _ words: [String]) -> SQL {
    guard !words.isEmpty else { return "" }
    return SQL(SQLText(built: " AND \(column) IN "), []) + SQL.list(words)
  }

  private func byID<Kind, Key: Hashable>(_ records: [Kind], _ key: (Kind) -> Key) -> [Key: Kind] {
    Dictionary(records.map { (key($0), $0) }) { first, _ in first }
  }
}

extension ListFilter {
  func accepts(_ opportunity: Opportunity) -> Bool {
    (salespersonID == nil || opportunity.salespersonID == salespersonID)
      && (customerID == nil || opportunity.customerID == customerID)
      && (stageID == nil || opportunity.stageID == stageID)
      && (states.isEmpty || states.contains(opportunity.outcome.rawValue))
  }
}
