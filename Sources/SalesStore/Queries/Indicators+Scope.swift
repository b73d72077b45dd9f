import Database
import Sales
import Values

extension StoreReading {
  /// A scope by the codes that people type; a salesperson goes before a team.
  ///
  /// - Throws: `StoreError.notFound` naming the code.
  public func indicatorScope(
    period: Period, salesperson: String? = nil, team: String? = nil, pipeline: String? = nil
  ) throws -> IndicatorScope {
    var scope = IndicatorScope(period: period)
    if let salesperson {
      let person = try coded(Salesperson.self, "salesperson", salesperson)
      scope.people = .salesperson(person.id)
    } else if let team {
      scope.people = .team(try coded(Team.self, "team", team).id)
    }
    if let pipeline { scope.pipelineID = try coded(Pipeline.self, "pipeline", pipeline).id }
    return scope
  }

  /// The people and pipelines that a dashboard can be narrowed to.
  public func indicatorChoices() throws -> IndicatorChoices {
    IndicatorChoices(
      salespeople: try all(Salesperson.self, "ORDER BY name, code"),
      teams: try all(Team.self, "ORDER BY name, code"),
      pipelines: try all(Pipeline.self, "ORDER BY sequence, code"))
  }

  private func coded<Kind: Record>(
    _ kind: Kind.Type, _ name: String, _ code: String
  ) throws -> Kind {
    let condition: SQL = "WHERE code = \(code) OR name = \(code) ORDER BY code LIMIT 1"
    guard let found = try first(kind, condition) else {
      throw StoreError.notFound(kind: name, key: code)
    }
    return found
  }
}

/// What a dashboard can be narrowed to.
public struct IndicatorChoices: Sendable, Hashable {
  /// Everyone.
  public let salespeople: [Salesperson]
  /// Their teams.
  public let teams: [Team]
  /// The pipelines.
  public let pipelines: [Pipeline]
}
