import Database
import Sales
import Values

// What an act says to a server that keeps costs from its session (migration 0025): which costs are meant,
// never what they are. Where the program writes costs itself there is nothing to say.

extension StoreWriter {
  /// Today's costs are frozen on these lines of a draft; the others keep theirs.
  public func freezeTodaysCosts(of quote: ID<Quote>, lines: [Int]) throws {
    guard try isKeptByServer, !lines.isEmpty else { return }
    let numbers = lines.map(String.init).joined(separator: ",")
    try connection.visit("SELECT quote_lines_today(\(quote), \(numbers))") { _ in true }
  }

  /// What a customer did not take of a quote keeps the costs frozen on it.
  public func keepFrozenCosts(of rest: ID<Quote>, from offered: ID<Quote>) throws {
    guard try isKeptByServer else { return }
    try connection.visit("SELECT quote_costs_kept(\(rest), \(offered))") { _ in true }
  }

  /// Whether what was ordered of a quote is under its floor, or has lines without cost.
  public func needsApproval(_ order: ID<SalesOrder>) throws -> Bool {
    guard try isKeptByServer else { return false }
    return try connection.first("SELECT order_needs_approval(\(order))") { try $0.bool(0) } ?? false
  }
}
