import Database
import Sales
import Values

// Year-end rebates (Sales/Rebates/RebateStanding.swift): what a customer was delivered in a period, by key.
//
//   agreements of the customer, of his buying group, of his price group
//     └─► delivery (customer, day) ─► delivery_line ─► order_line ─► eligible? ─► base
//         sales_order (open)       ─► order_line to deliver      ─► eligible? ─► in progress

/// An agreement with its tiers and what counts for it.
public struct RebateTerms: Sendable, Hashable {
  /// The agreement.
  public var agreement: RebateAgreement
  /// Its tiers.
  public var tiers: [RebateTier]
  /// Families that count.
  public var families: [ID<Family>]
  /// Products that count.
  public var products: [ID<Product>]

  /// An agreement with its tiers; without a family or a product everything counts.
  public init(
    _ agreement: RebateAgreement, tiers: [RebateTier], families: [ID<Family>] = [],
    products: [ID<Product>] = []
  ) {
    self.agreement = agreement
    self.tiers = tiers
    self.families = families
    self.products = products
  }
}

/// A row of the list of agreements.
public struct RebateRow: Sendable, Hashable {
  /// The agreement, its tiers, what counts.
  public let terms: RebateTerms
  /// The customer or buying group; nil = a price group has it.
  public let customer: Customer?
  /// Families that count.
  public let families: [Family]
  /// Products that count.
  public let products: [Product]
  /// Where the customer stands; nil for a price group, whose customers each have their own.
  public let standing: RebateStanding?
  /// What was given back to this customer.
  public let settlement: RebateSettlement?
}

/// A customer of an agreement, and where he stands.
public struct RebateMember: Sendable, Hashable {
  /// The customer.
  public let customer: Customer
  /// Where he stands.
  public let standing: RebateStanding
  /// What was given back to him.
  public let settlement: RebateSettlement?
}

extension StoreReading {
  /// The agreement with this code.
  /// - Throws: `StoreError.notFound`.
  public func rebate(coded code: String) throws -> RebateAgreement {
    guard let found = try first(RebateAgreement.self, "WHERE code = \(code)") else {
      throw StoreError.notFound(kind: RebateAgreement.table.name, key: code)
    }
    return found
  }

  /// An agreement with its tiers and what counts for it.
  public func terms(of agreement: RebateAgreement) throws -> RebateTerms {
    let id = agreement.id
    return RebateTerms(
      agreement,
      tiers: try all(RebateTierRow.self, "WHERE agreement_id = \(id) ORDER BY from_amount")
        .map { RebateTier(from: $0.fromAmount, rate: $0.rate) },
      families: try all(RebateFamily.self, "WHERE agreement_id = \(id) ORDER BY family_id")
        .map(\.familyID),
      products: try all(RebateProduct.self, "WHERE agreement_id = \(id) ORDER BY product_id")
        .map(\.productID))
  }

  /// The agreements, those that end last first.
  ///
  /// - Parameters:
  ///   - customer: only those this customer has, by himself, his buying group or his price group.
  ///   - day: only those that hold on it.
  public func rebateRows(
    of customer: ID<Customer>? = nil, on day: Day? = nil, limit: Int = 300
  ) throws -> [RebateRow] {
    let agreements =
      try customer.map { try rebates(of: try get($0)) }
      ?? all(RebateAgreement.self, "ORDER BY valid_to DESC, code LIMIT \(limit)")
    return try agreements.filter { agreement in day.map { agreement.holds(on: $0) } ?? true }
      .map { try rebateRow($0, for: customer) }
  }

  /// An agreement with names, and where its customer stands.
  ///
  /// - Parameter customer: whose standing is shown where a price group has it.
  public func rebateRow(
    _ agreement: RebateAgreement, for customer: ID<Customer>? = nil
  ) throws -> RebateRow {
    let terms = try terms(of: agreement)
    let party = agreement.customerID ?? customer
    return RebateRow(
      terms: terms, customer: try agreement.customerID.map { try get($0) },
      families: try terms.families.map { try get($0) },
      products: try terms.products.map { try get($0) },
      standing: try party.map { try standing(terms, of: $0) },
      settlement: try party.flatMap { try settlement(of: agreement.id, with: $0) })
  }

  /// The customers of an agreement that stand somewhere, those who bought most first.
  public func rebateMembers(
    of agreement: RebateAgreement, limit: Int = 50
  ) throws -> [RebateMember] {
    let terms = try terms(of: agreement)
    let parties: [ID<Customer>] =
      try agreement.customerID.map { [$0] }
      ?? connection.rows(
        """
        SELECT customer.id FROM customer WHERE customer.price_group = \(agreement.priceGroup)
          AND EXISTS (SELECT 1 FROM delivery WHERE delivery.customer_id = customer.id
            AND delivery.day BETWEEN \(agreement.validFrom) AND \(agreement.validTo))
        ORDER BY customer.code LIMIT \(limit)
        """
      ) { ID(rawValue: try $0.id(0)) }
    return try parties.map { party in
      RebateMember(
        customer: try get(party), standing: try standing(terms, of: party),
        settlement: try settlement(of: agreement.id, with: party))
    }.sorted { ($0.standing.base, $1.customer.code) > ($1.standing.base, $0.customer.code) }
  }

  /// Where a customer stands under each of his agreements that hold on a day.
  public func rebateStandings(
    of customer: Customer, on day: Day, in currency: Currency
  ) throws -> [RebateStanding] {
    try rebates(of: customer).filter { $0.holds(on: day) && $0.currency == currency }
      .map { agreement in
        // A member of a buying group brings its turnover to that of the group.
        try standing(try terms(of: agreement), of: agreement.customerID ?? customer.id)
      }
  }

  /// What was given back to a customer under an agreement.
  public func settlement(
    of agreement: ID<RebateAgreement>, with customer: ID<Customer>
  ) throws -> RebateSettlement? {
    try find(RebateSettlement.self, agreement.sqlValue, customer.sqlValue)
  }

  /// The agreements of a customer, those that end last first.
  private func rebates(of customer: Customer) throws -> [RebateAgreement] {
    try all(
      RebateAgreement.self,
      """
      WHERE customer_id = \(customer.id) OR customer_id = \(customer.parentID)
        OR (price_group <> '' AND price_group = \(customer.priceGroup))
      ORDER BY valid_to DESC, code
      """)
  }

  /// Where a customer or a buying group stands.
  /// - Throws: `StoreError.unknownWord` for tiers that no agreement may have.
  public func standing(
    _ terms: RebateTerms, of customer: ID<Customer>
  ) throws -> RebateStanding {
    let agreement = terms.agreement
    let members = try rebateParties(customer)
    let scope = RebateScope(
      families: try closure(of: terms.families), products: Set(terms.products))
    let delivered = try turnover(try deliveredParts(agreement, members), scope)
    return RebateStanding(
      agreement: agreement, schedule: try RebateSchedule(agreement.mode, terms.tiers),
      scope: scope, base: delivered - (try turnover(try returnedParts(agreement, members), scope)),
      inProgress: try turnover(try openParts(agreement, members), scope))
  }

  /// A customer with those whose buying group he is.
  private func rebateParties(_ head: ID<Customer>) throws -> [ID<Customer>] {
    [head]
      + (try connection.rows("SELECT id FROM customer WHERE parent_id = \(head) ORDER BY id") {
        ID(rawValue: try $0.id(0))
      })
  }

  /// Families with all those under them.
  private func closure(of families: [ID<Family>]) throws -> Set<ID<Family>> {
    var found = Set(families)
    var level = families
    while !level.isEmpty {
      level = try connection.rows(
        "SELECT id FROM family WHERE parent_id IN \(raw: .list(level))"
      ) { ID<Family>(rawValue: try $0.id(0)) }.filter { found.insert($0).inserted }
    }
    return found
  }
}

/// A part of an order line, with what decides whether it counts.
private struct EligiblePart {
  let product: ID<Product>
  let family: ID<Family>?
  let turnover: RebateTurnover

  init(_ row: any SQLRow) throws {
    var field = FieldReader(row)
    product = try field.id()
    family = try field.optionalId()
    turnover = RebateTurnover(
      net: try field.amount(), discount: try field.ratio(), ordered: try field.quantity(),
      counted: try field.quantity())
  }
}

extension StoreReading {
  private func turnover(_ parts: [EligiblePart], _ scope: RebateScope) throws -> Amount {
    try Amount.sum(
      parts.filter { scope.covers($0.product, of: $0.family) }.map { try $0.turnover.amount() })
  }

  /// What of an order counts for an agreement: all of it in the company's currency where the agreement is in
  /// that one, else what was sold in its own.
  private static func turnover(_ agreement: RebateAgreement, _ own: Currency) -> SQL {
    agreement.currency == own ? .ownNet("line.") : "line.net_amount"
  }

  private static func counts(_ agreement: RebateAgreement, _ own: Currency) -> SQL {
    agreement.currency == own
      ? "(head.currency = \(agreement.currency) OR head.company_net IS NOT NULL)"
      : "head.currency = \(agreement.currency)"
  }

  /// Delivered in the period, one part per order line.
  private func deliveredParts(
    _ agreement: RebateAgreement, _ members: [ID<Customer>]
  ) throws -> [EligiblePart] {
    let own = try company().currency
    return try connection.rows(
      """
      SELECT line.product_id, product.family_id, \(raw: Self.turnover(agreement, own)), head.discount,
        line.quantity,
        moved.quantity
      FROM (
          SELECT delivery.order_id, delivery_line.line,
            CAST(SUM(delivery_line.quantity) AS BIGINT) AS quantity
          FROM delivery JOIN delivery_line ON delivery_line.delivery_id = delivery.id
          WHERE delivery.customer_id IN \(raw: .list(members))
            AND delivery.day BETWEEN \(agreement.validFrom) AND \(agreement.validTo)
          GROUP BY delivery.order_id, delivery_line.line
        ) AS moved
        JOIN sales_order AS head ON head.id = moved.order_id
          AND \(raw: Self.counts(agreement, own))
        JOIN order_line AS line ON line.order_id = moved.order_id AND line.line = moved.line
        JOIN product ON product.id = line.product_id
      """, EligiblePart.init)
  }

  /// Brought back in the period, one part per order line: a credit note takes it off what is invoiced.
  private func returnedParts(
    _ agreement: RebateAgreement, _ members: [ID<Customer>]
  ) throws -> [EligiblePart] {
    let own = try company().currency
    return try connection.rows(
      """
      SELECT line.product_id, product.family_id, \(raw: Self.turnover(agreement, own)), head.discount,
        line.quantity,
        moved.quantity
      FROM (
          SELECT delivery.order_id, stock_move.cause_line AS line,
            CAST(SUM(stock_move.quantity) AS BIGINT) AS quantity
          FROM delivery JOIN stock_move ON stock_move.cause_id = delivery.id
          WHERE delivery.customer_id IN \(raw: .list(members))
            AND delivery.imported = 0 AND stock_move.from_place = 'customer'
            AND stock_move.day BETWEEN \(agreement.validFrom) AND \(agreement.validTo)
          GROUP BY delivery.order_id, stock_move.cause_line
        ) AS moved
        JOIN sales_order AS head ON head.id = moved.order_id
          AND \(raw: Self.counts(agreement, own))
        JOIN order_line AS line ON line.order_id = moved.order_id AND line.line = moved.line
        JOIN product ON product.id = line.product_id
      """, EligiblePart.init)
  }

  /// Ordered until the end of the period, and still to deliver.
  private func openParts(
    _ agreement: RebateAgreement, _ members: [ID<Customer>]
  ) throws -> [EligiblePart] {
    let own = try company().currency
    return try connection.rows(
      """
      SELECT line.product_id, product.family_id, \(raw: Self.turnover(agreement, own)), head.discount,
        line.quantity,
        line.quantity - line.cancelled - line.delivered
      FROM sales_order AS head
        JOIN order_line AS line ON line.order_id = head.id
          AND line.state IN ('open', 'partlyDelivered')
        JOIN product ON product.id = line.product_id
      WHERE head.customer_id IN \(raw: .list(members)) AND head.state = 'open'
        AND \(raw: Self.counts(agreement, own)) AND head.order_day <= \(agreement.validTo)
      """, EligiblePart.init)
  }
}
