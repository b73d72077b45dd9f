import Sales
import SalesStore
import Values

/// Closes one or several opportunities as lost for the same reason, as one act and one undo.
public struct LoseOpportunities: Act {
  /// Its line in the catalogue: that of losing one.
  public static let entry = LoseOpportunity.entry

  /// The opportunities.
  public let opportunityIDs: [ID<Opportunity>]
  /// Code of the reason.
  public let reason: String
  /// Who won them; empty = unknown.
  public let competitor: String

  /// The loss of opportunities.
  public init(_ opportunities: [ID<Opportunity>], reason: String, competitor: String = "") {
    opportunityIDs = opportunities
    self.reason = reason
    self.competitor = competitor
  }

  /// Does it: all of them, or none.
  public func perform(_ scope: ActScope) throws -> [Opportunity] {
    try opportunityIDs.map {
      try scope.perform(LoseOpportunity($0, reason: reason, competitor: competitor))
    }
  }
}
