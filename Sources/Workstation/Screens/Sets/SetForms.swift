import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

/// The form of a product set: what it is called, then a field for each of its lines, typed as on a quote.
enum SetForms {
  /// Empty lines offered beside those a set has.
  private static let spare = 5

  static func form(_ row: ProductSetRow?, _ session: Session) -> Modal {
    let missing = session.text("customer.problem.name")
    let noCode = session.text("sets.problem.code")
    let typed = row?.typed ?? []
    func day(_ key: String, _ day: Day?) -> FormField {
      let (today, format) = (session.today, session.format)
      return FormField(
        key, label: session.text("sets.field.\(key)"), text: day.map { format.day($0) } ?? "",
        hint: session.text("sets.hint.\(key)"),
        problem: { text in
          text.trimmed.isEmpty || GoodsForms.day(text, today) != nil
            ? nil : session.text("entry.badDay")
        }
      ).echoing { typed in GoodsForms.day(typed, today).map { "= " + format.longDay($0) } ?? "" }
    }
    let fields = [
      FormField(
        "code", label: session.text("sets.field.code"), text: row?.set.code ?? "",
        hint: session.text("sets.hint.code"), problem: { $0.trimmed.isEmpty ? noCode : nil }),
      FormField(
        "name", label: session.text("sets.field.name"), text: row?.set.name ?? "",
        hint: session.text("sets.hint.name"), problem: { $0.trimmed.isEmpty ? missing : nil }),
      answerField("closed", row?.set.closed ?? false, session),
      answerField("parts", row?.set.hidesParts != true, session),
      day("from", row?.set.validFrom), day("until", row?.set.validTo),
      answerField("active", row?.set.active ?? true, session),
    ]
    let lines = (0..<(typed.count + spare)).map { place in
      line(place, typed.indices.contains(place) ? typed[place] : nil, session)
    }
    return .form(id: "set", title: session.text("sets.form.title"), fields + lines)
  }

  /// `oui` or `non`, or a beginning of it.
  private static func answerField(_ key: String, _ isYes: Bool, _ session: Session) -> FormField {
    let (yes, no) = (session.text("sets.yes"), session.text("sets.no"))
    return FormField(
      key, label: session.text("sets.field.\(key)"), text: isYes ? yes : no,
      hint: session.text("sets.hint.\(key)"),
      problem: { Self.answer($0, yes, no) == nil ? yes + " / " + no : nil })
  }

  private static func answer(_ text: String, _ yes: String, _ no: String) -> Bool? {
    let typed = Folding.fold(text.trimmed)
    guard !typed.isEmpty else { return nil }
    if Folding.fold(yes).hasPrefix(typed) { return true }
    return Folding.fold(no).hasPrefix(typed) ? false : nil
  }

  /// A line: `100*vis a2` looks the product up, what is taken is `100*VIS-A2-5X40`.
  private static func line(
    _ place: Int, _ typed: TypedSetLine?, _ session: Session
  ) -> FormField {
    let wrong = session.text("sets.problem.line")
    return FormField(
      "line\(place)", label: session.text("sets.field.line", Fact("line", .count(place + 1))),
      text: typed.map { SetLinesText.typed([$0]) } ?? "", hint: session.text("sets.hint.line"),
      problem: { $0.trimmed.isEmpty || SetLinesText.line($0) != nil ? nil : wrong }
    ).lookingUp { reader, letters in
      guard let line = SetLinesText.line(letters), let search = line.code else { return [] }
      return try reader.found(Product.self, by: search, limit: 8).map { product in
        var taken = line
        taken.code = product.code
        let text = SetLinesText.typed([taken])
        return Choice(key: text, label: text, detail: product.name)
      }
    }
  }

  /// The set that the form asks for.
  static func wanted(
    _ values: FormValues, _ row: ProductSetRow?, _ session: Session
  ) -> ProductSetForm? {
    func text(_ key: String) -> String { (values[key] ?? "").trimmed }
    let (yes, no) = (session.text("sets.yes"), session.text("sets.no"))
    var form = ProductSetForm(code: text("code"), name: text("name"))
    form.isClosed = answer(text("closed"), yes, no) ?? false
    form.hidesParts = answer(text("parts"), yes, no) == false
    form.isActive = answer(text("active"), yes, no) ?? true
    form.validFrom = GoodsForms.day(text("from"), session.today)
    form.validTo = GoodsForms.day(text("until"), session.today)
    let known = row?.typed ?? []
    form.lines = (0..<(known.count + spare)).compactMap { place in
      let typed = text("line\(place)")
      guard var line = SetLinesText.line(typed) else { return nil }
      // Words that replace a product's name have no place in the text: they stay with their product.
      let old = known.indices.contains(place) ? known[place] : nil
      if let old, line.code != nil, old.code == line.code { line.words = old.words }
      return line
    }
    return form
  }
}
