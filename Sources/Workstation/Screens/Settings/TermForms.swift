import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

/// The payment terms, read.
struct TermsRead: Sendable {
  let all: [PaymentTerm]
}

/// The term that was chosen.
struct TermToEdit: Sendable {
  let term: PaymentTerm
}

/// The forms of payment terms and rates of VAT.
enum TermForms {
  static let listID = "terms"
  static let formID = "term"
  static let vatID = "vat"

  /// The terms, with what the law says of each.
  static func list(_ terms: [PaymentTerm], _ session: Session) -> Modal {
    let choices = terms.map { term in
      let isLegal = LegalTerm.allowsClause(term.rule, from: session.today)
      return Choice(
        key: term.id.description, label: term.code + "  " + term.name,
        detail: session.text(isLegal ? "term.legal" : "term.tooLong"))
    }
    return .choose(id: listID, title: session.text("term.title"), choices)
  }

  /// A term: `45`, `45 fdm`, `fdm 45`, `30 fdm 10`.
  static func form(_ term: PaymentTerm?, _ session: Session) -> Modal {
    let wrong = session.text("term.problem")
    let empty = session.text("customer.problem.name")
    var fields = [
      FormField(
        "name", label: session.text("term.field.name"), text: term?.name ?? "",
        hint: session.text("term.hint.name"), problem: { $0.isEmpty ? empty : nil }),
      FormField(
        "rule", label: session.text("term.field.rule"), text: term.map(words) ?? "",
        hint: session.text("term.hint.rule"), problem: { rule($0) == nil ? wrong : nil }
      ).echoing { echo($0, session) },
    ]
    if term == nil {
      fields.insert(
        FormField(
          "code", label: session.text("term.field.code"), hint: session.text("term.hint.code"),
          problem: { $0.isEmpty ? empty : nil }), at: 0)
    }
    return .form(id: formID, title: session.text("term.title"), fields)
  }

  /// The due day of an invoice of today, and the latest legal one.
  private static func echo(_ text: String, _ session: Session) -> String {
    guard let form = rule(text) else { return "" }
    let term = PaymentTerm(
      id: ID(rawValue: 0), code: "", name: "", days: form.days, kind: form.kind,
      dayOfMonth: form.dayOfMonth)
    return session.text(
      "term.echo", Fact("due", .day(term.rule.due(from: session.today))),
      Fact("latest", .day(LegalTerm.latestDue(from: session.today))))
  }

  /// A rule as it is typed.
  private static func words(_ term: PaymentTerm) -> String {
    switch term.kind {
    case .net: "\(term.days)"
    case .endOfMonthThenDays: "fdm \(term.days)"
    case .daysThenEndOfMonth:
      "\(term.days) fdm" + (term.dayOfMonth.map { " \($0)" } ?? "")
    }
  }

  /// A rule as typed; nil where it is none.
  private static func rule(_ text: String) -> PaymentTermForm? {
    let words = Folding.fold(text).split(separator: " ").map(String.init)
    func isEnd(_ word: String) -> Bool { word == "fdm" || word == "eom" }
    let numbers = words.compactMap { Int($0) }.filter { $0 >= 0 && $0 <= 365 }
    switch words.count {
    case 1 where numbers.count == 1:
      return PaymentTermForm(name: "-", days: numbers[0])
    case 2 where numbers.count == 1 && isEnd(words[1]):
      return PaymentTermForm(name: "-", days: numbers[0], kind: .daysThenEndOfMonth)
    case 2 where numbers.count == 1 && isEnd(words[0]):
      return PaymentTermForm(name: "-", days: numbers[0], kind: .endOfMonthThenDays)
    case 3 where numbers.count == 2 && isEnd(words[1]) && (1...31).contains(numbers[1]):
      return PaymentTermForm(
        name: "-", days: numbers[0], kind: .daysThenEndOfMonth, dayOfMonth: numbers[1])
    default: return nil
    }
  }

  /// The act that the form of a term asks for.
  static func act(_ values: FormValues, _ term: ID<PaymentTerm>?) -> Effect? {
    guard var form = rule(values["rule"] ?? "") else { return nil }
    form.name = (values["name"] ?? "").trimmed
    guard let term else {
      return .act(CreatePaymentTerm((values["code"] ?? "").trimmed, form))
    }
    return .act(EditPaymentTerm(term, form))
  }

  /// A rate of VAT from a day on.
  static func vatForm(_ session: Session) -> Modal {
    let today = session.today
    let badRate = session.text("term.problem.rate")
    let badDay = session.text("entry.badDay")
    return .form(
      id: vatID, title: session.text("vat.title"),
      [
        FormField(
          "class", label: session.text("vat.field.class"), text: "normal",
          hint: session.text("vat.hint.class"), problem: { $0.isEmpty ? badRate : nil }),
        FormField(
          "rate", label: session.text("vat.field.rate"), hint: session.text("vat.hint.rate"),
          problem: { rate($0) == nil ? badRate : nil }),
        FormField(
          "from", label: session.text("vat.field.from"), text: session.format.day(today),
          hint: session.text("vat.hint.from"),
          problem: { GoodsForms.day($0, today) == nil ? badDay : nil }),
      ])
  }

  private static func rate(_ text: String) -> Ratio? {
    guard let entry = try? NumberEntry.parse(text, decimals: 2), (0...10_000).contains(entry.scaled)
    else { return nil }
    return Ratio(basisPoints: entry.scaled)
  }

  /// The act that the form of a rate asks for.
  static func vat(_ values: FormValues, _ session: Session) -> Effect? {
    guard let rate = rate(values["rate"] ?? ""),
      let day = GoodsForms.day(values["from"] ?? "", session.today)
    else { return nil }
    return .act(SetVatRate((values["class"] ?? "").trimmed, to: rate, from: day))
  }
}
