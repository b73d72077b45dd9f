import Sales
public import SalesDesk
public import SalesStore
import Values

/// How far the loading is.
public struct DemoProgress: Sendable, Hashable {
  /// The parts, in order.
  public enum Part: String, Sendable, CaseIterable {
    case founding, products, customers, prices, opportunities, orders, goods, purchases
  }

  /// What is being written.
  public let part: Part
  /// Records written of it.
  public let done: Int
  /// Records there will be, as far as that is known beforehand.
  public let total: Int
}

/// Writes the demo company into an empty store: the plan, with everything that follows from it by the
/// rules of the trade. What stands where:
///
/// ```
///   founding ─ products ─ customers ─ price rules ─ opportunities ─┐ accepted quotes, by day
///                │                                                 ▼
///            stock of today ──────────► orders of the past, oldest first: reserve, else lack
///                                                 │
///            levels, opening moves ◄──────────────┴──► purchase requests, orders, receipts
/// ```
/// Stock is today's: deliveries that were invoiced elsewhere move none, as with an imported history;
/// the recent ones do, and the opening stands before them. A pure function of plan and identities.
public struct DemoLoader {
  /// Records per transaction.
  static let batch = 2_000
  private let ledger: DemoLedger
  private let progress: (DemoProgress) -> Void

  /// A loading. The identities must be minted from a seed, with a clock that stands still, to make
  /// the same company again.
  public init(_ plan: DemoPlan, ids: IDMint, progress: @escaping (DemoProgress) -> Void = { _ in })
  {
    ledger = DemoLedger(plan, ids: ids)
    self.progress = progress
  }

  /// Writes everything. The schema must be up to date and hold no company yet.
  public func load(into store: Store) throws {
    try store.write { try DemoFounding(ledger: ledger).write(to: $0) }
    progress(DemoProgress(part: .founding, done: 1, total: 1))
    let size = ledger.plan.size
    ledger.expectReceipts()
    let catalogue = DemoCatalogue(ledger: ledger)
    try write(.products, ledger.plan.products, size.products, to: store, catalogue.write)
    let parties = DemoParties(ledger: ledger)
    try write(.customers, ledger.plan.customers, size.customers, to: store, parties.write)
    try write(.prices, ledger.plan.priceRules, size.products / 4, to: store, catalogue.write)
    try loadOpportunities(into: store)
    try loadOrders(into: store)
    let goods = DemoGoods(ledger: ledger)
    try write(.goods, 0..<size.products, size.products, to: store, goods.writeStock)
    try store.write { try goods.writePurchasing(to: $0) }
    try loadPurchases(into: store)
    try store.write { try DemoFounding(ledger: ledger).finish($0) }
    try store.write { try DemoRebates(ledger: ledger).write($0) }
    try store.write { try DemoExports(ledger: ledger).write($0) }
  }

  private func loadOpportunities(into store: Store) throws {
    let plan = ledger.plan
    // In the order in which they were opened, so that numbers and identities follow the days.
    let places = (0..<plan.size.opportunities).map { ($0, plan.opportunity($0).opened) }
      .sorted { ($0.1, $0.0) < ($1.1, $1.0) }.map(\.0)
    let pipeline = DemoPipelineWriting(ledger: ledger)
    try write(.opportunities, places, places.count, to: store) { writer, place in
      try pipeline.write(writer, plan.opportunity(place))
    }
    ledger.agreements.sort { ($0.day, $0.opportunity) < ($1.day, $1.opportunity) }
  }

  /// The orders of the past and those of accepted quotes, merged by day: the oldest reserves first.
  private func loadOrders(into store: Store) throws {
    let plan = ledger.plan
    let writing = DemoOrderWriting(ledger: ledger)
    var agreements = ledger.agreements[...]
    let total = plan.size.orders + agreements.count
    var past = 0
    var next = past < plan.size.orders ? plan.order(past) : nil
    let merged = AnyIterator<() throws -> DemoOrderToWrite?> {
      if let order = next, agreements.first.map({ order.day <= $0.day }) ?? true {
        past += 1
        next = past < plan.size.orders ? plan.order(past) : nil
        return { DemoOrderToWrite(order: order, agreement: nil) }
      }
      guard let agreement = agreements.popFirst() else { return nil }
      return {
        let opportunity = plan.opportunity(agreement.opportunity)
        return plan.quotes(of: opportunity).last.flatMap(plan.order(accepting:)).map {
          DemoOrderToWrite(order: $0, agreement: agreement)
        }
      }
    }
    try write(.orders, IteratorSequence(merged), total, to: store) { writer, make in
      if let order = try make() { try writing.write(writer, order) }
    }
  }

  private func loadPurchases(into store: Store) throws {
    var last: ID<Customer>? = ID(rawValue: 0)
    var done = 0
    while let after = last {
      last = try store.write { try $0.rebuildPurchases(after: after, limit: Self.batch / 4) }
      done = min(done + Self.batch / 4, ledger.plan.size.customers)
      progress(DemoProgress(part: .purchases, done: done, total: ledger.plan.size.customers))
    }
  }

  private func write<Element>(
    _ part: DemoProgress.Part, _ elements: some Sequence<Element>, _ total: Int, to store: Store,
    _ body: (StoreWriter, Element) throws -> Void
  ) throws {
    var iterator = elements.makeIterator()
    var next = iterator.next()
    var done = 0
    while next != nil {
      try store.write { writer in
        var left = Self.batch
        while left > 0, let element = next {
          try body(writer, element)
          next = iterator.next()
          left -= 1
          done += 1
        }
      }
      progress(DemoProgress(part: part, done: done, total: max(done, total)))
    }
  }
}

/// An order of the plan, and the accepted quote behind it.
struct DemoOrderToWrite {
  let order: DemoOrder
  let agreement: DemoAgreement?
}
