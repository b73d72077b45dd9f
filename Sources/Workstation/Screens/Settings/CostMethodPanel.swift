import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

/// Another cost for margins: the choice, what it would change, and the act.
///
/// ```
///   choose ──► read what it would change ──► confirm ──► act
/// ```
enum CostMethodPanel {
  static let chooseID = "costMethod"
  static let confirmID = "costMethod.confirm"

  /// The four costs, each by its name.
  static func ask(_ settings: CompanySettings, _ session: Session) -> [Effect] {
    let choices = CostMethod.allCases.map { method in
      Choice(
        key: method.rawValue, label: session.text("settings.word.\(method.rawValue)"),
        detail: method == settings.costMethod
          ? session.text("settings.costMethod.current")
          : session.text("settings.costMethod.\(method.rawValue)"))
    }
    return [
      .ask(.choose(id: chooseID, title: session.text("setting.cost.method"), choices))
    ]
  }

  /// What an answer of these modals does; nil = it is none of them.
  static func answer(_ answer: ModalAnswer, _ chosen: inout CostMethod?) -> [Effect]? {
    switch answer {
    case .choice(chooseID, let key):
      guard let method = CostMethod(rawValue: key) else { return [] }
      chosen = method
      return [.read("costMethod") { try $0.costMethodPreview(to: method) }]
    case .confirmed(confirmID):
      defer { chosen = nil }
      return chosen.map { [.act(ChangeCostMethod(to: $0))] } ?? []
    case .dismissed(confirmID), .dismissed(chooseID):
      chosen = nil
      return []
    default: return nil
    }
  }

  /// What it would change.
  static func confirm(_ preview: CostMethodPreview, _ session: Session) -> Modal {
    let method = session.text("settings.word.\(preview.to.rawValue)")
    var lines = [
      session.counted("settings.costMethod.products", preview.products),
      session.text(
        "settings.costMethod.value",
        Fact("amount", .money(Money(preview.stockValue, session.company.currency))),
        Fact("valuation", .text(session.text("costMethod.short.\(preview.to.valuation.rawValue)")))),
    ]
    if preview.fromReceipts > 0 {
      lines.append(session.counted("settings.costMethod.fromReceipts", preview.fromReceipts))
    }
    if preview.fromStock > 0 {
      lines.append(session.counted("settings.costMethod.fromStock", preview.fromStock))
    }
    if preview.without > 0 {
      lines.append(session.counted("settings.costMethod.without", preview.without))
    }
    lines.append(session.text("settings.costMethod.undo"))
    return .confirm(
      id: confirmID,
      title: session.text("settings.costMethod.title", Fact("method", .text(method))),
      consequence: lines, verb: session.text("settings.costMethod.verb"))
  }
}
