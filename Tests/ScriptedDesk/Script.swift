import Database
import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Values

/// What a scripted desk does: it sells, sets aside, gives back, delivers, buys, receives and cancels,
/// on whatever it finds, in the proportions of a busy counter.
struct Script {
  private let desk: Desk
  private var random: SeededGenerator
  /// How many acts were tried.
  private(set) var actCount = 0

  /// A desk of the company's administrator.
  init(database place: String, seed: UInt64) throws {
    let store = Store(database: try Engine(of: place).open(place))
    let actor = try store.read { reader -> Actor in
      guard let person = try reader.firstAdministrator() else {
        throw StoreError.notFound(kind: "salesperson", key: "administrator")
      }
      return Actor(person, roles: try reader.roles(of: person.id))
    }
    let now = Instant(TestCompany.firstDay, hour: 9)
    desk = Desk(
      store: store, actor: actor, clock: .fixed(now, now.day()),
      ids: IDMint(IDSource(clock: { now })))
    random = SeededGenerator(seed: seed)
  }

  /// Does the next thing; one thing may be several acts.
  ///
  /// - Parameter say: hears of each act once the store has acknowledged it.
  mutating func step(_ say: (String) -> Void) throws {
    do {
      switch Int.random(in: 0..<100, using: &random) {
      case ..<25: try sell(say)
      case ..<45: try reserve(say)
      case ..<60: try release(say)
      case ..<75: try deliver(say)
      case ..<92: try buyOrReceive(say)
      default: try cancel(say)
      }
    } catch let error as SQLError where error.kind == .connectionLost {
      // The server was away for longer than a desk waits: its user tries again.
      actCount += 1
      say("lost - -")
    }
  }

  private mutating func perform<Kind: Act>(
    _ act: Kind, _ say: (String) -> Void
  ) throws -> Kind.Outcome? {
    actCount += 1
    do {
      let performed = try desk.perform(act)
      if let id = performed.actID {
        say("done \(Kind.entry.id) \(ID<LoggedAct>(rawValue: id))")
      }
      return performed.outcome
    } catch let refusal as Refusal {
      say("refused \(Kind.entry.id) \(refusal.reason.rawValue)")
      return nil
    } catch let error as SQLError where error.isTransient {
      // More work than cores: five seconds of waiting were not enough. Its user does something else.
      say("busy \(Kind.entry.id)")
      return nil
    } catch let error as SQLError where error.kind == .outcomeUnknown {
      say("unknown \(Kind.entry.id)")
      return nil
    }
  }

  private mutating func pick<Element>(_ all: [Element]) -> Element? {
    all.randomElement(using: &random)
  }

  private mutating func quantity(upTo limit: Int64 = 5) -> Quantity {
    Quantity(thousandths: Int64.random(in: 1...limit, using: &random) * 1_000)
  }

  // MARK: What a desk does

  private mutating func sell(_ say: (String) -> Void) throws {
    let (customers, products) = try desk.read {
      (try $0.all(Customer.self, "ORDER BY code"), try $0.all(Product.self, "ORDER BY code"))
    }
    guard let customer = pick(customers) else { return }
    var new = NewQuote(customer: customer.id)
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      guard let product = pick(products) else { return }
      new.lines.append(.product(product.id, LineTyping(quantity: quantity())))
    }
    guard let draft = try perform(CreateQuote(new), say),
      let sent = try perform(SendQuote(draft.quote.id), say)
    else { return }
    _ = try perform(AcceptQuote(quote: sent.id), say)
  }

  private mutating func line(
    where wanted: (OrderLine) -> Bool
  ) throws -> OrderLine? {
    let orders = try desk.read { try $0.orders([.open]) }
    guard let order = pick(orders) else { return nil }
    return pick(try desk.read { try $0.lines(of: order.order.id) }.filter(wanted))
  }

  private mutating func reserve(_ say: (String) -> Void) throws {
    guard let line = try line(where: { $0.missing > .zero }) else { return }
    _ = try perform(ReserveLine(order: line.orderID, line: line.line), say)
  }

  private mutating func release(_ say: (String) -> Void) throws {
    guard let line = try line(where: { $0.reserved > .zero }) else { return }
    _ = try perform(
      ReleaseReservation(order: line.orderID, line: line.line, quantity: quantity()), say)
  }

  private mutating func deliver(_ say: (String) -> Void) throws {
    guard let line = try line(where: { $0.reserved > .zero }) else { return }
    let picks =
      Bool.random(using: &random) ? nil : [DeliveryPick(line: line.line, quantity: quantity())]
    _ = try perform(DeliverOrder(order: line.orderID, picks: picks), say)
  }

  private mutating func buyOrReceive(_ say: (String) -> Void) throws {
    let (requests, purchases) = try desk.read {
      (try $0.openRequests(), try $0.purchaseOrders([.ordered, .partlyReceived]))
    }
    if Bool.random(using: &random), let purchase = pick(purchases) {
      let line = pick(purchase.lines.filter { $0.quantity > $0.received })
      let picks = line.map { [ReceiptPick(line: $0.line, quantity: quantity())] }
      _ = try perform(ReceivePurchase(order: purchase.order.id, picks: picks), say)
    } else if let supplier = pick(requests.compactMap(\.request.supplierID)),
      let draft = try perform(CreatePurchaseOrder(supplier: supplier), say)
    {
      _ = try perform(OrderFromSupplier(order: draft.id), say)
    }
  }

  private mutating func cancel(_ say: (String) -> Void) throws {
    guard let order = pick(try desk.read { try $0.orders([.open]) }) else { return }
    _ = try perform(CancelOrder(order: order.order.id, reason: "course"), say)
  }
}
