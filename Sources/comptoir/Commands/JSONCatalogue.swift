import Sales
import SalesDesk
import Values

/// Every answer of the command line in JSON, by the command that gives it. `comptoir help json` prints
/// it; a test compares it with what the commands write.
enum JSONCatalogue {
  /// An answer: the command, and the fields. A list answers `{name: [rows]}`, a record its fields.
  struct Entry {
    let command: String
    let isList: Bool
    let shape: any DocumentedShape

    static func list(_ command: String, _ shape: any DocumentedShape) -> Entry {
      Entry(command: command, isList: true, shape: shape)
    }

    static func record(_ command: String, _ shape: any DocumentedShape) -> Entry {
      Entry(command: command, isList: false, shape: shape)
    }
  }

  // Amounts are written with the decimals of a currency that the documentation does not depend on.
  private static let (currency, day) = (Currency.eur, Day(daysSinceEpoch: 0))

  /// The answers, in the order of the commands.
  static var all: [Entry] {
    [
      .record("today", TodayCommand.shape(currency, day)),
      .record("pipeline", PipelineCommand.shape(currency, day)),
      .list("opportunity list", OpportunityAnswers.rows(currency, day)),
      .record("opportunity show", OpportunityAnswers.sheet),
      .list("quote list", QuoteAnswers.rows),
      .record("quote show", QuoteAnswers.sheet),
      .list("quote why", QuoteWhy.shape),
      .record("quote diff", QuoteDiff.shape),
      .record("quote negotiate", NegotiationAnswers.sheet),
      .record("quote print", FileAnswers.paper),
      .list("order list", OrderAnswers.rows),
      .record("order show", OrderAnswers.sheet),
      .record("order print", FileAnswers.paper),
      .list("delivery list", OrderAnswers.deliveries),
      .list("purchase list", PurchaseAnswers.rows),
      .record("purchase show", PurchaseAnswers.sheet),
      .list("purchase requests", PurchaseAnswers.requests),
      .record("purchase offers", PurchaseOffers.sheet),
      .record("receipt show", ReceiptAnswers.sheet),
      .record("stock show", StockAnswers.sheet),
      .list("stock moves", StockAnswers.moves),
      .record("stock value", CostAnswers.sheet(currency)),
      .record("cost method --dry-run", CostAnswers.preview(currency)),
      .list("customer list", CustomerAnswers.rows(currency)),
      .record("customer show", CustomerAnswers.sheet(currency)),
      .list("product list", ProductAnswers.rows),
      .record("product show", ProductAnswers.sheet),
      .list("set list", SetAnswers.rows),
      .record("set show", SetAnswers.sheet),
      .list("price list", PriceAnswers.rules),
      .record("price show", PriceAnswers.rule),
      .record("price why", PriceAnswers.why),
      .list("price history", PriceHistoryCommand.shape),
      .list("price change --dry-run", PriceAnswers.changed),
      .list("price import --dry-run", PriceImport.prices),
      .list("price lists", PriceAnswers.lists),
      .list("index list", PriceAnswers.indexes),
      .list("index show", PriceAnswers.readings),
      .record("index import --dry-run", IndexImport.shape),
      .list("rate list", RateCommand.currencies),
      .list("rate show", RateCommand.rates),
      .list("radar", PriceAnswers.radar),
      .list("floor list", FloorAnswers.rows),
      .list("rebate list", RebateAnswers.rows),
      .record("rebate show", RebateAnswers.sheet),
      .list("derogation list", DerogationAnswers.rows),
      .record("derogation show", DerogationAnswers.row),
      .list("derogation claims", DerogationAnswers.claims),
      .list("quote review", PriceAnswers.review),
      .list("quote reprice --dry-run", PriceAnswers.repriced),
      .list("task list", TaskAnswers.rows),
      .record("kpi", IndicatorAnswers.whole),
      .record("kpi --families", IndicatorAnswers.families),
      .list("settings list", SettingsList.shape),
      .record("approval list", ApprovalAnswers.inbox),
      .list("term list", TermCommand.rows),
      .list("vat list", VatCommand.rows),
      .list("user list", CompanyAnswers.users),
      .record("check", CheckCommand.shape),
      .record("init", CompanyAnswers.founded),
      .record("import", FileAnswers.imported),
      .record("export", FileAnswers.export),
      .record("demo", FileAnswers.demo),
      .record("copy", CopyCommand.shape),
      .list("help acts", HelpCommand.acts),
    ]
  }

  /// What acts answer beside `act`, `changed` and `facts`, under these keys.
  static var ofActs: [any DocumentedShape] {
    [
      OpportunityAnswers.row, QuoteAnswers.row, OrderAnswers.sheet, PurchaseAnswers.sheet,
      PurchaseAnswers.servedLines, ReceiptAnswers.correction(currency), PriceAnswers.rule,
      PriceAnswers.changed, CustomerAnswers.row(currency), RebateAnswers.row, DerogationAnswers.row,
      ProductAnswers.row, TaskAnswers.row,
      CompanyAnswers.users, FileAnswers.mail,
      TermCommand.rows, VatCommand.rows, ReferenceFile.preview,
      IndexImport.shape, PriceImport.prices,
    ]
  }
}
