import Sales
import SalesStore
import Values

/// Makes screens: the one place that knows the type behind each kind.
enum Screens {
  /// The root screen of a tab; what opens above one has no root of its own.
  static func root(_ kind: ScreenKind) -> any ScreenBehaviour {
    switch kind {
    case .board: BoardScreen()
    case .quotes: QuotesScreen()
    case .customers: CustomersScreen()
    case .indicators: IndicatorsScreen()
    case .stock: StockScreen()
    case .orders: OrdersScreen()
    case .purchases: PurchasesScreen()
    case .today, .opportunity, .quoteEntry, .customer, .product, .order, .purchase, .rows,
      .settings, .users, .approvals, .prices, .radar, .rebates, .floors, .sets:
      TodayScreen()
    }
  }

  /// The screen of an opportunity.
  static func opportunity(_ id: ID<Opportunity>) -> ScreenState {
    ScreenState(OpportunityScreen(id))
  }
  /// A quote, to be typed where it is a draft.
  static func quoteEntry(quote: ID<Quote>) -> ScreenState { ScreenState(QuoteEntry(.quote(quote))) }
  /// The quote of an opportunity: its reference quote, else a new one.
  static func quoteEntry(opportunity: ID<Opportunity>) -> ScreenState {
    ScreenState(QuoteEntry(.opportunity(opportunity)))
  }
  /// A new quote for a customer.
  static func quoteEntry(customer: ID<Customer>) -> ScreenState {
    ScreenState(QuoteEntry(.customer(customer)))
  }
  /// A draft that a crash left in the journal.
  static func quoteEntry(kept: KeptDraft) -> ScreenState { ScreenState(QuoteEntry(.kept(kept))) }
  /// A new quote, its customer still to be chosen.
  static func newQuote() -> ScreenState { ScreenState(QuoteEntry(.new)) }
  /// The screen of a customer.
  static func customer(_ id: ID<Customer>) -> ScreenState { ScreenState(CustomerScreen(id)) }
  /// The screen of a product.
  static func product(_ id: ID<Product>) -> ScreenState { ScreenState(ProductScreen(id)) }
  /// The screen of an order.
  static func order(_ id: ID<SalesOrder>) -> ScreenState { ScreenState(OrderScreen(id)) }
  /// The screen of a purchase order.
  static func purchase(_ id: ID<PurchaseOrder>) -> ScreenState { ScreenState(PurchaseScreen(id)) }
}

extension Screens {
  /// The screen of a record behind a figure.
  static func record(_ row: BehindRow) -> ScreenState? {
    switch row.kind {
    case .opportunity: opportunity(ID(rawValue: row.id))
    case .quote: quoteEntry(quote: ID(rawValue: row.id))
    case .order: order(ID(rawValue: row.id))
    }
  }

  /// The screen of the record that a task or a note is about.
  static func subject(_ subject: ActSubject) -> ScreenState? {
    switch subject.kind {
    case .customer: customer(ID(rawValue: subject.id))
    case .opportunity: opportunity(ID(rawValue: subject.id))
    case .quote: quoteEntry(quote: ID(rawValue: subject.id))
    case .order: order(ID(rawValue: subject.id))
    case .product: product(ID(rawValue: subject.id))
    case .purchaseOrder: purchase(ID(rawValue: subject.id))
    }
  }
}

extension Registry {
  /// The workstation's: the commands of each screen, in the order of the help, then those of every
  /// screen.
  public static let workstation = Registry(
    TodayCommands.all + BoardCommands.all + OpportunityCommands.all
      + QuotesCommands.all + EntryCommands.all + CustomerCommands.all
      + StockCommands.all + ProductCommands.all + OrdersCommands.all + OrderCommands.all
      + PurchasesCommands.all + PurchaseCommands.all
      + IndicatorsCommands.all + RowsCommands.all
      + SettingsCommands.all + UsersCommands.all + ApprovalsCommands.all
      + PriceCommands.all + RadarCommands.all + RebateCommands.all + FloorCommands.all
      + SetCommands.all
      + EverywhereCommands.all)
}
