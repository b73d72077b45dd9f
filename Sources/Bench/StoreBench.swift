import Database
import Sales
import SalesDesk
import SalesStore
import Values

/// What the store and the acts take, inside the process, on a copy of the large company: a bench
/// writes, and the company is kept for the next one.
struct StoreBench {
  let place: BenchPlace
  let user: String
  /// The program, for the bench of somebody who only looks.
  let program: String

  func run(into report: inout Report) {
    report.engine = place.engine
    defer { report.engine = nil }
    do {
      let database = try place.open()
      var work = try StoreWork(database, user: user)
      try work.measureReads(into: &report)
      try work.measureDraft(into: &report)
      try work.measureActs(into: &report)
      try work.measureIndicators(into: &report)
      PaperBench(desk: work.desk) { [work] in try work.typingDraft(lines: $0).quote }
        .run(into: &report)
      let terminal = BenchTerminal(program: program, database: place.text, user: user)
      try work.measureTyping(terminal, into: &report)
      report.engine = nil
      ColleagueBench(terminal: terminal, desk: work.desk).run(place.engine, into: &report)
      try database.close()
    } catch {
      report.addFailure("store", "\(error)")
    }
  }
}

extension StoreBench {
  /// Typing into quotes alone.
  func runTyping(into report: inout Report) {
    report.engine = place.engine
    defer { report.engine = nil }
    do {
      let database = try place.open()
      var work = try StoreWork(database, user: user)
      try work.measureTyping(
        BenchTerminal(program: program, database: place.text, user: user), into: &report)
      try database.close()
    } catch {
      report.addFailure("typing", "\(error)")
    }
  }
}

/// A desk on the copy, with what the measures share.
private struct StoreWork {
  let database: any CompanyDatabase
  let desk: Desk
  let customer: Customer
  let context: PricingContext
  let products: [Product]
  /// Sets that the drafts to type into hold.
  private var sets: [ID<ProductSet>] = []

  init(_ database: any CompanyDatabase, user: String) throws {
    self.database = database
    desk = try BenchDesk.open(database, user: user)
    let day = desk.clock.now().day
    (customer, context, products) = try desk.read { reader in
      let customer =
        try reader.all(
          Customer.self, "WHERE blocked = 0 AND credit_limit IS NULL ORDER BY code LIMIT 1"
        ).first ?? reader.all(Customer.self, "WHERE blocked = 0 ORDER BY code LIMIT 1")[0]
      return (
        customer, try reader.pricingContext(customer: customer.id, day: day),
        try BenchDesk.products(reader)
      )
    }
  }

  func measureReads(into report: inout Report) throws {
    let today = desk.clock.now().day
    let board = try Stopwatch.times(100) { _ in
      try desk.read { _ = try $0.board(today: today) }
    }
    report.add(
      Measurement(
        name: "board, 20 cards a column", unit: "ms", values: board.usual, budget: 30, goal: 1))
    try measureFilters(today, into: &report)
    let typed = ["v", "vi", "vis", "vis 5", "vis 5x", "vis 5x4", "chev", "fo", "bou hr", "ron 16"]
    let search = try Stopwatch.times(300) { turn in
      try desk.read {
        _ = try $0.products(matching: typed[turn % typed.count], context, limit: 8)
      }
    }
    report.add(
      Measurement(
        name: "type-ahead: 8 products with price, cost, stock, last price", unit: "ms",
        values: search.usual, budget: 15, limit: 30, goal: 1))
    let stock = try Stopwatch.times(300) { turn in
      try desk.read { _ = try $0.stock(holding: products[turn % products.count].id) }
    }
    report.add(
      Measurement(
        name: "stock of a product in its warehouses", unit: "ms", values: stock.usual,
        goal: 0.05))
  }

  private func measureFilters(_ today: Day, into report: inout Report) throws {
    let words = ["chantier", "toiture", "lyon", "bardage", "vis", "constr"]
    let filter = try Stopwatch.times(60) { turn in
      let filter = BoardFilter(text: words[turn % words.count])
      try desk.read { _ = try $0.board(filter, today: today) }
    }
    report.add(
      Measurement(
        name: "board, filtered by a word", unit: "ms", values: filter.usual, budget: 16, limit: 33))
    let customers = try Stopwatch.times(120) { turn in
      try desk.read { _ = try $0.customers(matching: words[turn % words.count]) }
    }
    report.add(
      Measurement(
        name: "customers by a word", unit: "ms", values: customers.usual, budget: 15, limit: 30))
  }

  private func draft(lines: Int, from start: Int) throws -> QuoteDraft {
    let created = try desk.perform(CreateQuote(NewQuote(customer: customer.id))).outcome
    let entries = (0..<lines).map { index in
      NewLine.product(
        products[(start + index) % products.count].id,
        LineTyping(quantity: Quantity(thousandths: 5_000)))
    }
    return try desk.perform(AddLines(entries, to: created.quote.id)).outcome
  }

  /// A stored draft to type into, and what to type.
  func typingDraft(lines: Int) throws -> (quote: Quote, code: String) {
    var quote = try draft(lines: lines, from: 0).quote
    let held = sets.map { NewLine.set($0, LineTyping(quantity: Quantity(thousandths: 3_000))) }
    if !held.isEmpty { quote = try desk.perform(AddLines(held, to: quote.id)).outcome.quote }
    return (quote, products[37].code)
  }

  /// Typing into plain quotes, and into those of a customer with a rebate that hold sets.
  mutating func measureTyping(_ terminal: BenchTerminal, into report: inout Report) throws {
    EntryBench(terminal: terminal, kind: "quote", draft: typingDraft).run(into: &report)
    try agreeAndBundle()
    EntryBench(terminal: terminal, kind: "quote with sets and rebate", draft: typingDraft)
      .run(into: &report)
  }

  /// What makes a frame of quote entry heavier: a customer with a year-end rebate, whose quotes hold a
  /// set, and sets that answer the letters typed.
  private mutating func agreeAndBundle() throws {
    let today = desk.clock.now().day
    let year = RebateAgreement(
      id: ID(rawValue: 0), code: "", customerID: customer.id, currency: context.currency,
      validFrom: today - 100, validTo: today + 200, mode: .total)
    let tiers = [(0, 100), (1_000_000, 200), (5_000_000, 300)].map { from, points in
      RebateTier(from: Amount(minor: from), rate: Ratio(basisPoints: points))
    }
    try desk.perform(CreateRebate(RebateTerms(year, tiers: tiers)))
    for number in 1...3 {
      let parts = products[number * 5..<number * 5 + 5].map {
        TypedSetLine(code: $0.code, quantity: Quantity(thousandths: 2_000))
      }
      let form = ProductSetForm(
        code: "BENCH-\(number)", name: "Ensemble \(number) \(products[37].code)", lines: parts)
      sets.append(try desk.perform(CreateProductSet(form)).outcome.id)
    }
  }

  func measureDraft(into report: inout Report) throws {
    for count in [10, 300, 1_000] {
      var draft = try draft(lines: count, from: 0)
      let change = try Stopwatch.times(300) { turn in
        draft.lines[turn % count].row.quantity = Quantity(thousandths: Int64(1_000 + turn))
        _ = try QuoteComputation(draft)
      }
      report.add(
        Measurement(
          name: "line change → totals, margin, floor (\(count) lines)", unit: "ms",
          values: change.usual, budget: 16, goal: 0.2))
    }
  }

  func measureActs(into report: inout Report) throws {
    let settings = try Stopwatch.times(40) { turn in
      _ = try desk.perform(SetSetting("quote.validityDays", to: String(20 + turn % 7)))
    }
    report.add(
      Measurement(name: "smallest act, with its fsync", unit: "ms", values: settings.usual))
    var saved = try draft(lines: 10, from: 20)
    let save = try Stopwatch.times(60) { turn in
      var edited = saved
      edited.lines[turn % 10].row.quantity = Quantity(thousandths: Int64(2_000 + turn))
      saved = try desk.perform(SaveDraft(edited)).outcome
    }
    report.add(
      Measurement(
        name: "quote of 10 lines, saved", unit: "ms", values: save.usual, budget: 30, limit: 80,
        goal: 0.5))
    try measureAcceptance(beside: settings.percentile(0.5), into: &report)
  }

  private func measureAcceptance(beside fsync: Double, into report: inout Report) throws {
    // Each is accepted once: also those that warm up.
    var quotes: [ID<Quote>] = []
    for turn in 0..<60 {
      let draft = try draft(lines: 10, from: turn * 7)
      let quote = draft.quote.id
      if try desk.read({ try $0.floorVerdict(of: draft.quote.id).needsApproval }) {
        _ = try desk.perform(AskApproval(quote))
        _ = try desk.perform(DecideApproval(quote, .grant))
      }
      _ = try desk.perform(SendQuote(quote))
      quotes.append(quote)
    }
    let override = CreditOverride(reason: "bench", until: desk.clock.now().day)
    let accept = try Stopwatch.times(40) { _ in
      _ = try desk.perform(AcceptQuote(quote: quotes.removeLast(), creditOverride: override))
    }
    report.add(
      Measurement(
        name: "accept of 10 lines, with its fsync", unit: "ms",
        values: [("p50", accept.percentile(0.5)), ("p95", accept.percentile(0.95))], budget: 30,
        limit: 80))
    report.add(
      Measurement(
        name: "accept of 10 lines, beside the fsync", unit: "ms",
        values: [("p50", max(0, accept.percentile(0.5) - fsync))], goal: 1))
  }

  func measureIndicators(into report: inout Report) throws {
    let reader = try database.openIndicators()
    let store = Store(database: reader)
    let today = desk.clock.now().day
    let all = try Stopwatch.times(12, warmUp: 2) { _ in
      _ = try store.read { try $0.dashboard(IndicatorScope(), today: today) }
    }
    report.add(
      Measurement(
        name: "KPIs, everything", unit: "ms", values: all.usual, budget: 500, limit: 2_000,
        goal: 20))
    let quarter = IndicatorScope(period: Period(from: today - 90, to: today))
    let recent = try Stopwatch.times(12, warmUp: 2) { _ in
      _ = try store.read { try $0.dashboard(quarter, today: today) }
    }
    report.add(
      Measurement(
        name: "KPIs, 90 days (the screen)", unit: "ms", values: recent.usual, budget: 500,
        limit: 2_000, goal: 20))
    try reader.close()
  }
}
