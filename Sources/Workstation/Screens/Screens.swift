import Sales
import SalesStore
import Values

/// Makes screens: the one place that knows the type behind each kind.
enum Screens {
  /// The root screen of a tab.
  static func root(_ kind: ScreenKind) -> any ScreenBehaviour {
    switch kind {
    case .board: BoardScreen()
    case .quotes: QuotesScreen()
    case .indicators: IndicatorsScreen()
    default: BlankScreen()
    }
  }

  /// The screen of an opportunity.
  static func opportunity(_ id: ID<Opportunity>) -> ScreenState { ScreenState(BlankScreen()) }
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
  static func customer(_ id: ID<Customer>) -> ScreenState { ScreenState(BlankScreen()) }
  /// The screen of a product.
  static func product(_ id: ID<Product>) -> ScreenState { ScreenState(BlankScreen()) }
}

extension Screens {
  /// The screen of a record behind a figure; nil where there is none.
  static func record(_ row: BehindRow) -> ScreenState? {
    switch row.kind {
    case .opportunity: opportunity(ID(rawValue: row.id))
    case .quote, .order: nil
    }
  }
}

extension Registry {
  /// The workstation's: the commands of each screen, in the order of the help, then those of every
  /// screen.
  public static let workstation = Registry(
    BoardCommands.all + QuotesCommands.all + EntryCommands.all
      + IndicatorsCommands.all + RowsCommands.all
      + EverywhereCommands.all)
}
