import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

/// What a modal of a screen with opportunities is about: its answer becomes the act.
enum OpportunityQuestion: Sendable {
  case nothing
  case create
  case edit(ID<Opportunity>)
  case lose([ID<Opportunity>])
  case task(ActSubject)
  case note(ActSubject)
  /// Fields that the stage asks for, and the stage in which each opportunity was seen.
  case fields([ID<Opportunity>], ID<Stage>, [ID<Opportunity>: ID<Stage>])
}

/// The forms about opportunities, tasks and notes: what they ask and how an answer is read.
enum OpportunityForms {
  static func create(_ session: Session) -> Modal {
    .form(
      id: "opportunity", title: session.text("form.opportunity.title"),
      [
        customer(session), title(session, ""), amount(session, ""), close(session, ""),
      ])
  }

  static func edit(
    title text: String, amount minor: Amount?, close day: Day?, competitor: String,
    _ session: Session
  ) -> Modal {
    let currency = session.company.currency
    let amountText = minor.map { session.format.amount($0, currency) } ?? ""
    return .form(
      id: "opportunity", title: session.text("form.opportunity.edit"),
      [
        title(session, text), amount(session, amountText),
        close(session, day.map { session.format.day($0) } ?? ""),
        FormField(
          "competitor", label: session.text("form.competitor"), text: competitor,
          hint: session.text("form.competitor.hint")),
      ])
  }

  static func missing(_ fields: [String], for stage: Stage, _ session: Session) -> Modal {
    let known: [FormField] = fields.map { field in
      switch field {
      case "customer": customer(session)
      case "amount": amount(session, "")
      case "expectedClose": close(session, "")
      default: FormField(field, label: session.text("form.\(field)"))
      }
    }
    return .form(
      id: "opportunity",
      title: session.text("form.missing.title", Fact("stage", .text(stage.name))), known)
  }

  static func lose(_ reasons: [LostReason], _ session: Session) -> Modal {
    let find: @Sendable (String) -> [Choice] = { letters in
      let words = Folding.fold(letters)
      return reasons.filter { Folding.fold($0.name).contains(words) }
        .map { Choice(key: $0.code, label: $0.name) }
    }
    let names = reasons.map(\.name).joined(separator: " · ")
    let wrong = session.text("form.reason.problem")
    return .form(
      id: "lose", title: session.text("form.lose.title"),
      [
        FormField(
          "reason", label: session.text("form.reason"), hint: names,
          problem: { text in find(text).isEmpty ? wrong : nil }
        ).lookingUp { _, letters in find(letters) },
        FormField(
          "competitor", label: session.text("form.competitor"),
          hint: session.text("form.competitor.hint")),
      ])
  }

  static func task(_ session: Session) -> Modal {
    let words = session
    return .form(
      id: "task", title: session.text("form.task.title"),
      [
        FormField(
          "task", label: session.text("form.task"), hint: session.text("form.task.hint"),
          problem: { text in
            TaskEntry(text, today: words.today).title.isEmpty
              ? words.text("form.task.problem") : nil
          }
        ).echoing { text in TaskEntry(text, today: words.today).echo(words.format) }
      ])
  }

  static func note(_ session: Session) -> Modal {
    .prompt(
      id: "note", title: session.text("form.note.title"), hint: session.text("form.note.hint"))
  }

  // The fields.

  private static func customer(_ session: Session) -> FormField {
    FormField(
      "customer", label: session.text("form.customer"), hint: session.text("form.customer.hint")
    ).lookingUp { reader, letters in
      try reader.found(Customer.self, by: letters, limit: 8).map {
        Choice(key: "#" + $0.code, label: $0.name, detail: "\($0.code) · \($0.town)")
      }
    }
  }

  private static func title(_ session: Session, _ text: String) -> FormField {
    let wrong = session.text("form.title.problem")
    return FormField(
      "title", label: session.text("form.title"), text: text,
      hint: session.text("form.title.hint"), problem: { $0.isEmpty ? wrong : nil })
  }

  private static func amount(_ session: Session, _ text: String) -> FormField {
    let currency = session.company.currency
    let session = session
    return FormField(
      "amount", label: session.text("form.amount"), text: text,
      hint: session.text("form.amount.hint"),
      problem: { text in
        if text.isEmpty || (try? NumberEntry.parse(text, decimals: currency.exponent)) != nil {
          return nil
        }
        return session.text("form.amount.problem")
      }
    ).echoing { text in
      amount(text, currency).map { "= " + session.format.money($0, currency) } ?? ""
    }
  }

  static func limit(_ session: Session, _ text: String) -> FormField {
    let session = session
    let currency = session.company.currency
    return FormField(
      "limit", label: session.text("customer.limit"), text: text,
      hint: session.text("customer.limit.hint"),
      problem: { text in
        text.isEmpty || amount(text, currency) != nil ? nil : session.text("form.amount.problem")
      }
    ).echoing { text in
      amount(text, currency).map { "= " + session.format.money($0, currency) } ?? ""
    }
  }

  private static func close(_ session: Session, _ text: String) -> FormField {
    let session = session
    return FormField(
      "close", label: session.text("form.close"), text: text,
      hint: session.text("form.close.hint"),
      problem: { text in
        text.isEmpty || day(text, session.today) != nil ? nil : session.text("form.close.problem")
      }
    ).echoing { text in
      day(text, session.today).map { "= " + session.format.longDay($0) } ?? ""
    }
  }

  // The answers.

  static func day(_ text: String, _ today: Day) -> Day? {
    let found = try? DateEntry.resolve(text, today: CalendarDay(number: today.daysSinceEpoch))
    return found.map { Day(daysSinceEpoch: $0.number) }
  }

  static func amount(_ text: String, _ currency: Currency) -> Amount? {
    (try? NumberEntry.parse(text, decimals: currency.exponent)).map { Amount(minor: $0.scaled) }
  }

  /// The changes that a form asked for.
  static func edit(_ values: [String: String], _ session: Session) -> OpportunityEdit {
    var edit = OpportunityEdit()
    if let title = values["title"] { edit.title = .set(title) }
    if let text = values["amount"] { edit.amount = .set(amount(text, session.company.currency)) }
    if let text = values["close"] { edit.expectedCloseDay = .set(day(text, session.today)) }
    if let text = values["competitor"] { edit.competitor = .set(text) }
    if let text = values["source"] { edit.source = .set(text) }
    return edit
  }
}

/// A customer typed into a form: the one chosen among those found, or words that only one answers.
struct TypedCustomer: Sendable {
  let text: String

  /// - Throws: `Refusal` `.customerUnclear` where none or several answer.
  func find(_ reader: some StoreReading) throws -> Customer? {
    guard !text.isEmpty else { return nil }
    if text.hasPrefix("#"),
      let found = try reader.first(Customer.self, "WHERE code = \(String(text.dropFirst()))")
    {
      return found
    }
    let found = try reader.found(Customer.self, by: text, limit: 2)
    guard found.count == 1 else { throw Refusal(.customerUnclear, Fact("text", .text(text))) }
    return found[0]
  }
}

/// A task as it is typed: words, a day, a time, in that order or the day first.
///
///     relance +7j 10h          envoyer la fiche ven          15/12 9h30 livraison
struct TaskEntry {
  /// What to do.
  private(set) var title = ""
  /// When; today where nothing says.
  private(set) var day: Day
  /// Minute of the day.
  private(set) var minute: Int?

  /// Understands a task.
  init(_ text: String, today: Day) {
    day = today
    var words = text.split(separator: " ").map(String.init)
    var isDated = false
    while let last = words.last, words.count > 1, take(last, &isDated, today) {
      words.removeLast()
    }
    while let first = words.first, words.count > 1, take(first, &isDated, today) {
      words.removeFirst()
    }
    title = words.joined(separator: " ")
  }

  private mutating func take(_ word: String, _ isDated: inout Bool, _ today: Day) -> Bool {
    if minute == nil, let found = Self.minute(word) {
      minute = found
      return true
    }
    if !isDated, let found = OpportunityForms.day(word, today) {
      day = found
      isDated = true
      return true
    }
    return false
  }

  /// `10h`, `9h30`, `14:05`.
  private static func minute(_ word: String) -> Int? {
    let parts = word.lowercased().split(
      omittingEmptySubsequences: false, whereSeparator: { $0 == "h" || $0 == ":" })
    guard parts.count == 2, let hour = Int(parts[0]), (0..<24).contains(hour) else { return nil }
    guard let minutes = parts[1].isEmpty ? 0 : Int(parts[1]), (0..<60).contains(minutes) else {
      return nil
    }
    return hour * 60 + minutes
  }

  /// `= relance · jeu. 26/11/2026 à 10:00`.
  func echo(_ format: Format) -> String {
    var text = "= \(title) · \(format.longDay(day))"
    if let minute {
      text += " " + format.time(Instant(milliseconds: Int64(minute) * 60_000))
    }
    return text
  }

  /// The task on a record.
  func on(_ subject: ActSubject) -> NewTask {
    var task = NewTask(title, on: subject, due: day)
    task.dueMinute = minute
    return task
  }
}
