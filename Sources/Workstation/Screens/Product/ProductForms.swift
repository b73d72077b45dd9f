import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

/// The forms about a product: what they ask and how an answer becomes acts.
enum ProductForms {
  /// A product to be added.
  static func create(_ session: Session) -> Modal {
    let wrong = session.text("product.problem.name")
    return .form(
      id: "product.new", title: session.text("product.new.title"),
      [
        FormField(
          "name", label: session.text("product.field.name"),
          hint: session.text("product.hint.name"), problem: { $0.isEmpty ? wrong : nil }),
        FormField(
          "code", label: session.text("product.field.code"),
          hint: session.text("product.hint.code")),
        FormField(
          "family", label: session.text("product.field.family"),
          hint: session.text("product.hint.family")
        ).lookingUp { reader, letters in try families(letters, reader) },
        FormField(
          "unit", label: session.text("product.field.unit"), text: "u",
          hint: session.text("product.hint.unit")),
        price("listPrice", "", session), price("unitCost", "", session),
      ])
  }

  /// The list price and the cost of a product.
  static func prices(_ view: ProductView, _ session: Session) -> Modal {
    let format = session.format
    return .form(
      id: "product.prices",
      title: session.text("product.prices.title", Fact("code", .text(view.product.code))),
      [
        price("listPrice", view.product.listPrice.map { format.price($0) } ?? "", session),
        price("unitCost", view.cost.map { format.cost($0.unitCost) } ?? "", session),
        price("standardCost", standard(view).map { format.cost($0) } ?? "", session),
      ])
  }

  /// The standard cost of a product, whichever cost the company computes its margins with.
  static func standard(_ view: ProductView) -> UnitCost? {
    view.costs.first { $0.method == .standard }?.unitCost
  }

  /// The eco-contribution of a product.
  static func eco(_ view: ProductView, _ session: Session) -> Modal {
    let eco = view.product.ecoUnit
    return .form(
      id: "product.eco",
      title: session.text("product.eco.title", Fact("code", .text(view.product.code))),
      [price("eco", eco == .zero ? "" : session.format.price(eco), session)])
  }

  /// The change that a form asks for; empty is none.
  static func eco(_ id: ID<Product>, _ values: FormValues) -> Effect {
    func unit(_ text: String?) -> UnitPrice {
      UnitPrice(tenThousandths: GoodsForms.price(text ?? "")?.tenThousandths ?? 0)
    }
    return .act(
      SetEcoContribution(id, to: unit(values["eco"]), read: .set(unit(values.initial["eco"]))))
  }

  /// The floor of the product's family, for every class of customers.
  static func floor(_ view: ProductView, _ session: Session) -> Modal {
    let wrong = session.text("product.problem.floor")
    return .form(
      id: "product.floor",
      title: session.text("product.floor.title", Fact("family", .text(view.familyName))),
      [
        FormField(
          "floor", label: session.text("product.field.floor"),
          hint: session.text("product.hint.floor"),
          problem: { $0.isEmpty || floor($0) != nil ? nil : wrong })
      ])
  }

  private static func price(_ key: String, _ text: String, _ session: Session) -> FormField {
    let wrong = session.text("form.amount.problem")
    return FormField(
      key, label: session.text("product.field.\(key)"), text: text,
      hint: session.text("product.hint.price"),
      problem: { $0.isEmpty || GoodsForms.price($0).map { $0 >= .zero } ?? false ? nil : wrong })
  }

  private static func families(_ letters: String, _ reader: StoreReader) throws -> [Choice] {
    let words = Folding.fold(letters)
    return try reader.all(Family.self, "ORDER BY code").filter {
      Folding.fold($0.code + " " + $0.name).contains(words)
    }.prefix(8).map { Choice(key: "#" + $0.code, label: $0.name, detail: $0.code) }
  }

  /// A floor as typed: a taux de marque under 100 %.
  private static func floor(_ text: String) -> Ratio? {
    guard let entry = try? NumberEntry.parse(text, decimals: 2), (0..<10_000).contains(entry.scaled)
    else { return nil }
    return Ratio(basisPoints: entry.scaled)
  }

  /// The adding that a form asks for.
  static func create(_ values: FormValues) -> Effect {
    .act { reader in
      var new = NewProduct(name: (values["name"] ?? "").trimmed)
      new.code = (values["code"] ?? "").trimmed
      new.familyID = try family(values["family"] ?? "", reader)
      new.baseUnit = try unit(values["unit"] ?? "", reader)
      new.listPrice = GoodsForms.price(values["listPrice"] ?? "")
        .map { UnitPrice(tenThousandths: $0.tenThousandths) }
      new.unitCost = GoodsForms.price(values["unitCost"] ?? "")
      return CreateProduct(new)
    }
  }

  private static func family(_ text: String, _ reader: StoreReader) throws -> ID<Family>? {
    if text.isEmpty { return nil }
    let code = text.hasPrefix("#") ? String(text.dropFirst()) : text
    guard let found = try reader.first(Family.self, "WHERE code = \(code) OR name = \(code)") else {
      throw StoreError.notFound(kind: "family", key: code)
    }
    return found.id
  }

  private static func unit(_ text: String, _ reader: StoreReader) throws -> String {
    let code = text.trimmed.isEmpty ? "u" : text.trimmed
    guard try reader.find(UnitOfMeasure.self, .text(code)) != nil else {
      throw StoreError.notFound(kind: "unit", key: code)
    }
    return code
  }

  /// The changes that a form asks for: each is an act, and undone as one.
  static func prices(_ id: ID<Product>, _ values: FormValues) -> [Effect] {
    func price(_ text: String?) -> UnitCost? { GoodsForms.price(text ?? "") }
    func list(_ text: String?) -> UnitPrice? {
      price(text).map { UnitPrice(tenThousandths: $0.tenThousandths) }
    }
    var effects: [Effect] = []
    if values["listPrice"] != values.initial["listPrice"] {
      effects.append(
        .act(
          SetListPrice(
            id, to: list(values["listPrice"]), read: .set(list(values.initial["listPrice"])))))
    }
    if values["unitCost"] != values.initial["unitCost"] {
      effects.append(
        .act(
          SetCost(
            id, to: price(values["unitCost"]), read: .set(price(values.initial["unitCost"])))))
    }
    if values["standardCost"] != values.initial["standardCost"] {
      effects.append(
        .act(
          SetCost(
            id, to: price(values["standardCost"]), by: .standard,
            read: .set(price(values.initial["standardCost"])))))
    }
    return effects
  }

  /// Another product that does as well.
  static func equivalent(_ view: ProductView, _ session: Session) -> Modal {
    let wrong = session.text("product.problem.equivalent")
    let code = view.product.code
    return .form(
      id: "product.equivalent",
      title: session.text("product.equivalent.title", Fact("code", .text(code))),
      [
        FormField(
          "other", label: session.text("product.field.equivalent"),
          hint: session.text("product.hint.equivalent"), problem: { $0.isEmpty ? wrong : nil }
        ).lookingUp { reader, letters in
          try reader.found(Product.self, by: letters, limit: 9).filter { $0.code != code }
            .prefix(8).map { Choice(key: "#" + $0.code, label: $0.name, detail: $0.code) }
        }
      ])
  }

  /// The pairing that a form asks for.
  static func equivalent(_ id: ID<Product>, _ values: FormValues) -> Effect {
    .act { reader in
      let text = (values["other"] ?? "").trimmed
      let code = text.hasPrefix("#") ? String(text.dropFirst()) : text
      guard let other = try reader.product(coded: code) ?? reader.product(coded: code.uppercased())
      else { throw StoreError.notFound(kind: "product", key: code) }
      return AddEquivalent(id, with: other.id)
    }
  }

  /// The floor that a form asks for; empty is that of the parent again.
  static func floor(_ family: ID<Family>, _ values: FormValues) -> Effect {
    .act(SetFloor(family, to: floor(values["floor"] ?? "")))
  }
}
