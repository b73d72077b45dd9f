import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

/// The forms about prices: what they ask and how an answer becomes acts.
enum PriceForms {
  // MARK: Reading

  /// A percentage as typed, with or without its sign.
  static func percent(_ text: String) -> Ratio? {
    let typed = text.trimmed
    let number = typed.hasSuffix("%") ? String(typed.dropLast()).trimmed : typed
    return (try? NumberEntry.parse(number, decimals: 2)).map { Ratio(basisPoints: $0.scaled) }
  }

  /// A value of an index as typed.
  static func indexValue(_ text: String) -> IndexValue? {
    (try? NumberEntry.parse(text.trimmed, decimals: IndexValue.decimals))
      .map { IndexValue(millionths: $0.scaled) }
  }

  // MARK: Fields

  static func field(
    _ key: String, _ text: String, _ session: Session, isWanted: Bool = false,
    _ isRight: @escaping @Sendable (String) -> Bool = { _ in true }
  ) -> FormField {
    let wrong =
      session.format.texts.optional("prices.problem.\(key)") ?? session.text("prices.problem")
    return FormField(
      key, label: session.text("prices.field.\(key)"), text: text,
      hint: session.format.texts.optional("prices.hint.\(key)") ?? "",
      problem: { typed in
        if typed.trimmed.isEmpty { return isWanted ? wrong : nil }
        return isRight(typed) ? nil : wrong
      })
  }

  static func dayField(_ key: String, _ text: String, _ session: Session) -> FormField {
    let today = session.today
    let format = session.format
    return field(key, text, session) { GoodsForms.day($0, today) != nil }
      .echoing { typed in
        GoodsForms.day(typed, today).map { "= " + format.longDay($0) } ?? ""
      }
  }

  private static func quantityField(
    _ key: String, _ text: String, _ session: Session
  ) -> FormField {
    field(key, text, session) { GoodsForms.quantity($0).map { $0 >= .zero } ?? false }
  }

  private static func priceField(_ key: String, _ text: String, _ session: Session) -> FormField {
    field(key, text, session) { GoodsForms.price($0).map { $0 >= .zero } ?? false }
  }

  private static func among<Kind: Record>(
    _ letters: String, _ records: [Kind], _ words: (Kind) -> (code: String, name: String)
  ) -> [Choice] {
    let typed = Folding.fold(letters)
    return records.map(words).filter { Folding.fold($0.code + " " + $0.name).contains(typed) }
      .prefix(8).map { Choice(key: $0.code, label: $0.name, detail: $0.code) }
  }

  static func familyField(_ text: String, _ session: Session) -> FormField {
    field("family", text, session).lookingUp { reader, letters in
      among(letters, try reader.all(Family.self, "ORDER BY code")) { ($0.code, $0.name) }
    }
  }

  static func listField(_ text: String, _ session: Session) -> FormField {
    field("list", text, session).lookingUp { reader, letters in
      among(letters, try reader.all(PriceList.self, "ORDER BY code")) { ($0.code, $0.name) }
    }
  }

  static func supplierField(_ session: Session) -> FormField {
    field("supplier", "", session).lookingUp { reader, letters in
      among(letters, try reader.all(Supplier.self, "ORDER BY code")) { ($0.code, $0.name) }
    }
  }

  // MARK: Rules

  /// A rule, new or as it stands.
  static func rule(_ texts: RuleTexts, _ session: Session) -> Modal {
    let format = session.format
    let product = field("product", texts.product, session).lookingUp { reader, letters in
      try reader.found(Product.self, by: letters, limit: 8)
        .map { Choice(key: $0.code, label: $0.name, detail: $0.code) }
    }
    let customer = field("customer", texts.customer, session).lookingUp { reader, letters in
      try reader.found(Customer.self, by: letters, limit: 8)
        .map { Choice(key: $0.code, label: $0.name, detail: $0.code) }
    }
    let terms = field("terms", texts.terms, session, isWanted: true) { TermsText.read($0) != nil }
      .echoing { typed in TermsText.read(typed).map { "= " + format.words($0) } ?? "" }
    let index = field("index", texts.index, session).lookingUp { reader, letters in
      among(letters, try reader.all(CommodityIndex.self, "ORDER BY code")) { ($0.code, $0.name) }
    }
    return .form(
      id: "prices.rule", title: session.text("prices.rule.title"),
      [
        product, familyField(texts.family, session), customer,
        field("site", texts.site, session), field("group", texts.group, session),
        listField(texts.list, session), quantityField("minimum", texts.minimum, session), terms,
        dayField("from", texts.from, session), dayField("until", texts.until, session),
        YesNo.field(
          "firm", label: session.text("prices.field.firm"), texts.isFirm, session),
        quantityField("cap", texts.cap, session), priceField("floor", texts.floor, session),
        YesNo.field(
          "promotion", label: session.text("prices.field.promotion"), texts.isPromotion, session),
        index, field("share", texts.share, session) { percent($0) != nil },
        field("base", texts.base, session) { indexValue($0).map { $0 > .zero } ?? false },
        field("name", texts.name, session),
      ])
  }

  private static func wanted(
    _ values: FormValues, over old: PriceRule?, _ session: Session, _ reader: StoreReader
  ) throws -> PriceRule {
    try RuleReader(values: values, today: session.today, reader: reader).rule(
      over: old, isFirm: YesNo.read(values["firm"] ?? "", session) ?? false,
      isPromotion: YesNo.read(values["promotion"] ?? "", session) ?? false)
  }

  static func createRule(_ values: FormValues, _ session: Session) -> Effect {
    .act { reader in CreatePriceRule(try wanted(values, over: nil, session, reader)) }
  }

  static func editRule(_ old: PriceRule, _ values: FormValues, _ session: Session) -> Effect {
    .act { reader in EditPriceRule(old, to: try wanted(values, over: old, session, reader)) }
  }

  /// The last day of a rule.
  static func end(_ rule: PriceRule, _ session: Session) -> Modal {
    .form(
      id: "prices.end", title: session.text("prices.end.title"),
      [dayField("last", session.format.day(session.today), session)])
  }

  static func end(_ rule: PriceRule, _ values: FormValues, _ session: Session) -> Effect {
    .act(EndPriceRule(rule.id, on: GoodsForms.day(values["last"] ?? "", session.today)))
  }

  // MARK: Lists and indexes

  static func list(_ list: PriceList?, _ session: Session) -> Modal {
    func text(_ day: Day?) -> String { day.map { session.format.day($0) } ?? "" }
    return .form(
      id: "prices.list", title: session.text("prices.list.title"),
      [
        field("code", list?.code ?? "", session, isWanted: true),
        field("listName", list?.name ?? "", session),
        field("currency", (list?.currency ?? session.company.currency).code, session) {
          Currency(code: $0.trimmed.uppercased()) != nil
        },
        dayField("from", text(list?.validFrom), session),
        dayField("until", text(list?.validTo), session),
      ])
  }

  private static func terms(_ values: FormValues, _ session: Session) -> PriceListTerms {
    func text(_ key: String) -> String { (values[key] ?? "").trimmed }
    var terms = PriceListTerms(code: text("code"), name: text("listName"))
    terms.currency = Currency(code: text("currency").uppercased())
    terms.validFrom = GoodsForms.day(text("from"), session.today)
    terms.validTo = GoodsForms.day(text("until"), session.today)
    return terms
  }

  static func createList(_ values: FormValues, _ session: Session) -> Effect {
    .act(CreatePriceList(terms(values, session)))
  }

  static func editList(_ list: PriceList, _ values: FormValues, _ session: Session) -> Effect {
    .act(EditPriceList(list, to: terms(values, session)))
  }

  static func index(_ session: Session) -> Modal {
    .form(
      id: "prices.index", title: session.text("prices.index.title"),
      [
        field("code", "", session, isWanted: true), field("listName", "", session),
        field("indexUnit", "", session),
      ])
  }

  static func createIndex(_ values: FormValues) -> Effect {
    .act(
      CreateIndex(
        code: (values["code"] ?? "").trimmed, name: (values["listName"] ?? "").trimmed,
        unit: (values["indexUnit"] ?? "").trimmed))
  }

  static func value(_ index: CommodityIndex, _ session: Session) -> Modal {
    .form(
      id: "prices.value",
      title: session.text("prices.value.title", Fact("index", .text(index.name))),
      [
        field("value", "", session, isWanted: true) {
          indexValue($0).map { $0 > .zero } ?? false
        },
        dayField("from", session.format.day(session.today), session),
      ])
  }

  static func setValue(
    _ index: CommodityIndex, _ values: FormValues, _ session: Session
  ) -> Effect {
    .act(
      SetIndexValue(
        index.id, to: indexValue(values["value"] ?? "") ?? .zero,
        from: GoodsForms.day(values["from"] ?? "", session.today)))
  }
}
