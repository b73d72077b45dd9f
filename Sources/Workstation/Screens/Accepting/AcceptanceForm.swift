import Exchange
import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

/// Asks who accepted an order on the customer's side, how, when and under which number of theirs: what
/// acceptance noted by itself stands in the fields.
struct AcceptanceForm: ModalContent {
  let order: ID<SalesOrder>
  var form: Form

  init(_ order: ID<SalesOrder>, _ kept: OrderAcceptance?, _ session: Session) {
    self.order = order
    let today = session.today
    let format = session.format
    let wrong = session.text("acceptance.problem.channel")
    let badDay = session.text("entry.badDay")
    let channel = kept?.channel ?? .phone
    form = Form(
      id: "acceptance", title: session.text("acceptance.title"),
      fields: [
        FormField(
          "customerOrder", label: session.text("acceptance.field.customerOrder"),
          text: kept?.customerOrder ?? "", hint: session.text("acceptance.hint.customerOrder")),
        FormField(
          "by", label: session.text("acceptance.field.by"), text: kept?.acceptedBy ?? "",
          hint: session.text("acceptance.hint.by")),
        FormField(
          "channel", label: session.text("acceptance.field.channel"),
          text: session.text("acceptance.channel.\(channel.rawValue)"),
          hint: session.text("acceptance.hint.channel"),
          problem: { Self.channel($0, session) == nil ? wrong : nil }),
        FormField(
          "day", label: session.text("acceptance.field.day"),
          text: format.day(kept?.acceptedDay ?? today), hint: session.text("acceptance.hint.day"),
          problem: { GoodsForms.day($0, today) == nil ? badDay : nil }
        ).echoing { typed in
          GoodsForms.day(typed, today).map { "= " + format.longDay($0) } ?? ""
        },
        FormField(
          "file", label: session.text("acceptance.field.file"),
          hint: kept.map { $0.fileName.isEmpty ? nil : $0.fileName }
            .flatMap { $0 }.map { session.text("acceptance.kept", Fact("file", .text($0))) }
            ?? session.text("acceptance.hint.file")),
      ])
  }

  /// The channel of a word people use for it, or of its beginning: `mail`, `tél.`, `BC`.
  static func channel(_ text: String, _ session: Session) -> AcceptanceChannel? {
    let typed = letters(text)
    guard !typed.isEmpty else { return nil }
    func first(_ words: (AcceptanceChannel) -> [String]) -> AcceptanceChannel? {
      AcceptanceChannel.allCases.first { words($0).contains { letters($0).hasPrefix(typed) } }
    }
    // Names stand before other words for the same, those before the words of the shell.
    return first { [session.text("acceptance.channel.\($0.rawValue)")] }
      ?? first {
        session.text("acceptance.channel.\($0.rawValue).words").split(separator: ",").map(
          String.init)
      } ?? first { [$0.rawValue] }
  }

  /// Letters alone, folded: `e-mail` and `email` are one word.
  private static func letters(_ text: String) -> String {
    Folding.fold(text).filter(\.isLetter)
  }

  mutating func handle(_ event: InputEvent, _ model: Model) -> ModalStep {
    switch form.handle(event, model) {
    case .answer(.form(_, let values)): return .act(act(values, model.session))
    case .answer: return .close([])
    case let step: return step
    }
  }

  private func act(_ values: FormValues, _ session: Session) -> Effect {
    func text(_ key: String) -> String { (values[key] ?? "").trimmed }
    var note = AcceptanceNote()
    note.customerOrder = text("customerOrder")
    // A name left as it was keeps its contact.
    note.acceptedBy = values["by"] == values.initial["by"] ? nil : text("by")
    note.channel = Self.channel(text("channel"), session)
    note.day = GoodsForms.day(text("day"), session.today)
    let (order, path, said) = (order, text("file"), note)
    return .act { _ in
      var note = said
      if !path.isEmpty { note.file = try ProofFile.read(path) }
      return NoteAcceptance(of: order, note)
    }
  }

  mutating func receive(_ result: any Sendable, _ session: Session) {
    form.receive(result, session)
  }

  func hints(_ session: Session) -> [FooterHint] { form.hints(session) }

  func draw(on canvas: Canvas, _ model: Model) -> Point? { form.draw(on: canvas, model) }
}

extension OrderAcceptance {
  /// `Accepté par Mme Faure, par téléphone, le 22/11/2026 · leur commande PO-77 · scan.pdf`.
  func words(_ session: Session) -> String {
    let how = Fact("channel", .text(session.text("acceptance.channel.\(channel.rawValue)")))
    let day = Fact("day", .day(acceptedDay))
    let who =
      acceptedBy.isEmpty
      ? session.text("acceptance.said.nobody", how, day)
      : session.text("acceptance.said", Fact("name", .text(acceptedBy)), how, day)
    let number =
      customerOrder.isEmpty
      ? "" : session.text("acceptance.said.order", Fact("number", .text(customerOrder)))
    return [who, number, fileName].filter { !$0.isEmpty }.joined(separator: " · ")
  }
}
