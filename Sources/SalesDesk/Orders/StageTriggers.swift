import Sales
import SalesStore
import Values

/// An act that entering a stage may trigger, as `stage_trigger` names it.
public struct TriggerAct: Sendable {
  /// Its name in `stage_trigger.act`.
  public let name: String
  /// The parameters it understands.
  public let parameters: Set<String>
  let run: @Sendable (ID<SalesOrder>, TriggerParameters, ActScope) throws -> Void
}

/// What happens when an opportunity enters a stage: rows of the stage, names of this catalogue. A
/// company that removes the rows reserves nothing; one that adds them elsewhere is served there.
public enum StageTriggers {
  /// Every act a stage may trigger. One that is not here is refused by name, never skipped.
  public static let all: [TriggerAct] = [
    TriggerAct(name: "reserveStock", parameters: ["otherWarehouses"]) { order, chosen, scope in
      let others = try chosen.flag("otherWarehouses") ?? true
      try ReserveStock(scope: scope, otherWarehouses: others).reserve(order)
    },
    TriggerAct(name: "requestPurchases", parameters: ["multiples"]) { order, chosen, scope in
      let multiples = try chosen.flag("multiples") ?? true
      try RequestPurchases(scope: scope, roundsToMultiples: multiples).request(for: order)
    },
  ]

  /// Runs the triggers of a stage for an order, in their sequence.
  ///
  /// - Throws: `Refusal` naming the stage and what it asks for that is not known.
  static func run(_ stage: Stage, order: ID<SalesOrder>, _ scope: ActScope) throws {
    for trigger in try scope.store.triggers(of: stage.id) {
      let (name, place) = (Fact("act", .text(trigger.act)), Fact("stage", .text(stage.name)))
      guard let act = all.first(where: { $0.name == trigger.act }) else {
        throw Refusal(.triggerUnknown, name, place)
      }
      do {
        let parameters = try TriggerParameters(json: trigger.parameters)
        if let unknown = parameters.names.subtracting(act.parameters).min() {
          throw TriggerParameters.Problem(parameter: unknown)
        }
        try act.run(order, parameters, scope)
      } catch let problem as TriggerParameters.Problem {
        throw Refusal(
          .triggerParameterWrong, name, place, Fact("parameter", .text(problem.parameter)))
      }
    }
  }
}
