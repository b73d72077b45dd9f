/// The screens. The first eight are the tabs of line 1, keys 1 to 8; the others open above them.
///
/// To add one: a folder in `Screens`, a case here, its commands in `Workstation.registry`, golden
/// frames.
public enum ScreenKind: String, Sendable, Hashable, CaseIterable {
  /// The tabs.
  case today, board, quotes, customers, stock, orders, purchases, indicators
  /// What opens above a tab.
  case opportunity, quoteEntry, customer, product, order, purchase, rows
  /// What the palette opens above any tab.
  case settings, users, approvals, prices, radar, rebates, floors, sets

  /// The tabs, in the order of line 1.
  public static let tabs: [ScreenKind] = [
    .today, .board, .quotes, .customers, .stock, .orders, .purchases, .indicators,
  ]
}

/// A screen with its identity: late results for one that is gone are dropped.
public struct ScreenState: Sendable {
  /// Identity of the instance, given when it is shown.
  public internal(set) var instance = 0
  /// Its state.
  public var state: any ScreenBehaviour

  /// A screen to show.
  public init(_ state: any ScreenBehaviour) {
    self.state = state
  }

  /// Which screen it is.
  public var kind: ScreenKind { type(of: state).kind }
}
