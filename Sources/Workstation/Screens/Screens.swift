import Sales
import SalesStore
import Values

/// Makes screens: the one place that knows the type behind each kind.
enum Screens {
  /// The root screen of a tab.
  static func root(_ kind: ScreenKind) -> any ScreenBehaviour {
    switch kind {
    case .board: BoardScreen()
    case .indicators: IndicatorsScreen()
    default: BlankScreen()
    }
  }

  /// The screen of an opportunity.
  static func opportunity(_ id: ID<Opportunity>) -> ScreenState { ScreenState(BlankScreen()) }
  /// The quote of an opportunity: its draft where there is one, else a new one.
  static func quoteEntry(opportunity: ID<Opportunity>) -> ScreenState {
    ScreenState(BlankScreen())
  }
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
    BoardCommands.all
      + IndicatorsCommands.all + RowsCommands.all
      + EverywhereCommands.all)
}
