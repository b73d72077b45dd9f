import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Testing
import Values

@Suite("What the desk waits for is read from indexes", .eachEngine)
struct IndexTests {
  let company: TestCompany
  let explaining: ExplainingDatabase
  let store: Store
  let quote: QuoteDraft

  /// Tables that stay short in the largest company.
  private static let short: Set<String> = [
    "setting", "company", "warehouse", "pipeline", "stage", "lost_reason", "salesperson",
    "salesperson_role", "team", "vat_rate", "stage_total", "commodity_index",
    // A line per family, class and role that a manager made an exception for.
    "floor_rule",
    // The currencies that have rates, read from one key to the next.
    "known",
    // A row per day, or per day and salesperson.
    "order_day_total", "recency_day_total",
  ]

  /// Partial indexes that hold nothing but the few rows wanted: walking through them is the read.
  private static let selective = [
    "price_rule_all", "reservation_arrived", "approval_asked",
    // What left goods: all of it where no period is asked for, which no screen does.
    "stock_value_entry_sales",
  ]

  init() throws {
    company = try TestCompany()
    let customer = try company.customer()
    let family = try company.family("VIS", floorPercent: 20)
    let product = try company.product("VIS-4X40", price: "10.00", cost: "6.00", family: family)
    try company.stock(product, onHand: "120")
    var new = NewQuote(customer: customer.id)
    new.lines = [.product(product.id, LineTyping(quantity: Quantity(thousandths: 5_000)))]
    quote = try company.desk().perform(CreateQuote(new)).outcome
    explaining = ExplainingDatabase(company.database)
    store = Store(database: explaining)
  }

  private func expectNoScan(_ body: (StoreReader) throws -> Void) throws {
    try store.read(body)
    let scans = explaining.scans(except: Self.short).filter { step in
      !Self.selective.contains { step.hasSuffix(" INDEX " + $0) }
    }
    #expect(scans == [])
  }

  @Test("the board, of all and of one person, and filtered by words")
  func board() throws {
    let person = try company.desk().actor.id
    try expectNoScan { reader in
      _ = try reader.board(today: company.today)
      _ = try reader.board(BoardFilter(salesperson: person), today: company.today)
      _ = try reader.board(BoardFilter(text: "vis const"), today: company.today)
    }
  }

  @Test("what waits for an answer is added up from its index alone, in the company's currency")
  func waiting() throws {
    guard company.database.dialect == .sqlite else { return }
    let team = try company.desk().actor.id
    try store.read { reader in
      _ = try reader.dashboard(IndicatorScope(), today: company.today)
      var scope = IndicatorScope()
      scope.people = .salesperson(team)
      _ = try reader.dashboard(scope, today: company.today)
    }
    #expect(
      explaining.steps(by: "quote_waiting") == [
        "SEARCH quote USING COVERING INDEX quote_waiting (state=? AND salesperson_id=?)",
        "SEARCH quote USING COVERING INDEX quote_waiting (state=?)",
      ])
  }

  @Test("an opportunity, a quote and a customer with all that surrounds them")
  func details() throws {
    try expectNoScan { reader in
      _ = try reader.opportunityDetail(quote.quote.opportunityID)
      _ = try reader.quoteDetail(quote.quote.id)
      _ = try reader.customerDetail(quote.quote.customerID)
      _ = try reader.attachments(of: quote.quote.id.rawValue)
    }
  }

  @Test("products as they are typed, their price and their stock")
  func typeAhead() throws {
    try expectNoScan { reader in
      let context = try reader.pricingContext(of: quote.quote)
      #expect(try reader.products(matching: "vis 4", context).count == 1)
      #expect(try reader.products(matching: "VIS-4X40", context).count == 1)
      _ = try reader.customers(matching: "const")
      _ = try reader.freeQuantities(of: quote.lines.compactMap(\.productID))
    }
  }

  @Test("the day of a person, the lists of quotes")
  func today() throws {
    let person = try company.desk().actor.id
    try expectNoScan { reader in
      _ = try reader.todayList(for: person, approves: true, today: company.today)
      var listing = QuoteListing([.draft, .sent])
      _ = try reader.quotes(listing)
      listing.text = "dupont"
      _ = try reader.quotes(listing)
      listing.standing = .awaitingApproval
      _ = try reader.quoteCount(listing)
      _ = try reader.quotes(of: quote.quote.customerID)
      _ = try reader.quotes(of: quote.quote.opportunityID)
    }
  }

  /// Indexes walked in their own order, as far as the window goes.
  private static let ordered = ["sqlite_autoindex_product_"]

  private func expectWindow(_ body: (StoreReader) throws -> Void) throws {
    try store.read(body)
    let scans = explaining.scans(except: Self.short).filter { step in
      !Self.ordered.contains { step.contains(" INDEX " + $0) }
    }
    #expect(scans == [])
    #expect(explaining.sorts == [], "a window of an order reads no more than the window")
  }

  @Test("the orders to deliver, delivered, in backorder: a window, the newest first")
  func orders() throws {
    try expectWindow { reader in
      for view in [OrderListView.toDeliver, .backorders, .delivered] {
        _ = try reader.orderRows(view, limit: 100)
      }
    }
  }

  @Test("the orders closed and those that answer what was typed: from indexes")
  func ordersFound() throws {
    try expectNoScan { reader in
      _ = try reader.orderRows(.closed, limit: 100)
      for view in OrderListView.allCases {
        _ = try reader.orderRows(view, matching: "C-12", limit: 100)
        _ = try reader.orderRows(view, matching: "const", limit: 100)
      }
    }
  }

  @Test("the stock: a window of the products by code, and what answers what was typed")
  func stock() throws {
    let warehouse = try company.warehouse()
    try expectWindow { reader in
      #expect(try reader.stockRows(matching: "", today: company.today, limit: 100).count == 1)
      _ = try reader.stockRows(matching: "", in: warehouse.id, today: company.today, limit: 100)
    }
  }

  @Test("the stock of the products found by their words")
  func stockFound() throws {
    let warehouse = try company.warehouse()
    try expectNoScan { reader in
      let found = try reader.stockRows(
        matching: "vis", in: warehouse.id, today: company.today, limit: 100)
      #expect(found.count == 1)
    }
  }

  @Test("the rules of a product and of a customer, what moved since it was priced")
  func prices() throws {
    let product = try #require(quote.lines.first?.productID)
    let index = try company.desk().perform(CreateIndex(code: "CU")).outcome
    try company.desk().perform(SetIndexValue(index.id, to: IndexValue(millionths: 8_500_000_000)))
    try company.desk().perform(SetRate(.usd, to: ExchangeRate(hundredMillionths: 111_720_000)))
    try expectNoScan { reader in
      var filter = PriceRuleFilter()
      filter.productID = product
      _ = try reader.priceRuleRows(filter)
      filter = PriceRuleFilter()
      filter.customerID = quote.quote.customerID
      _ = try reader.priceRuleRows(filter)
      _ = try reader.listPrice(of: reader.get(product), on: company.today)
      _ = try reader.marginRadar(today: company.today)
      _ = try reader.quotesToReview(today: company.today)
      _ = try reader.rateRows(on: company.today)
      _ = try reader.repricing(of: quote.quote.id, on: company.today)
      _ = try reader.supplierOffers(
        of: product, quantity: Quantity(thousandths: 1_000), on: company.today)
    }
  }

  @Test("the indicators: totals by their keys, whatever the period")
  func indicators() throws {
    try expectNoScan { reader in
      _ = try reader.dashboard(IndicatorScope(), today: company.today)
      let quarter = Period(from: company.today - 89, to: company.today)
      _ = try reader.dashboard(IndicatorScope(period: quarter), today: company.today)
    }
  }

  @Test("the check itself notices a table that is walked through")
  func notices() throws {
    try store.read { reader in
      _ = try reader.all(Opportunity.self, "WHERE title = 'x'")
    }
    #expect(explaining.scans(except: Self.short) == ["SCAN opportunity"])
  }
}
