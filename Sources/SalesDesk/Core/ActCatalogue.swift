/// Every act, one line each, by folder. The registry, the command line and a test read it.
public enum ActCatalogue {
  /// The acts of the sales half and of the order half.
  public static let all: [ActEntry] =
    pipeline + quotes + customers + catalogue + sets + prices + rebates + settings + people + orders
    + stock
    + purchasing

  // Pipeline
  static let pipeline: [ActEntry] = [
    CreateOpportunity.entry,
    EditOpportunity.entry,
    MoveOpportunity.entry,
    LoseOpportunity.entry,
    ReopenOpportunity.entry,
    AddTask.entry,
    DoneTask.entry,
    AddInteraction.entry,
  ]

  // Quotes
  static let quotes: [ActEntry] = [
    CreateQuote.entry,
    AddLines.entry,
    EditLine.entry,
    RemoveLine.entry,
    MoveLine.entry,
    EditQuoteHeader.entry,
    RepriceQuote.entry,
    SaveDraft.entry,
    ReviseQuote.entry,
    DuplicateQuote.entry,
    AskApproval.entry,
    DecideApproval.entry,
    DelegateApprovals.entry,
    EndDelegation.entry,
    SendQuote.entry,
    DeclineQuote.entry,
    CancelQuote.entry,
  ]

  // Customers
  static let customers: [ActEntry] = [
    CreateCustomer.entry,
    EditCustomer.entry,
    BlockCustomer.entry,
    SetCreditLimit.entry,
  ]

  // Product sets
  static let sets: [ActEntry] = [
    CreateProductSet.entry,
    EditProductSet.entry,
    RemoveProductSet.entry,
    KeepLinesAsSet.entry,
  ]

  // Catalogue
  static let catalogue: [ActEntry] = [
    CreateProduct.entry,
    SetListPrice.entry,
    AddEquivalent.entry,
    RemoveEquivalent.entry,
    SetCost.entry,
    SetFloor.entry,
    SetFloorRule.entry,
    SetEcoContribution.entry,
  ]

  // Prices
  static let prices: [ActEntry] = [
    CreatePriceList.entry,
    EditPriceList.entry,
    CreatePriceRule.entry,
    EditPriceRule.entry,
    EndPriceRule.entry,
    ChangePrices.entry,
    CreateIndex.entry,
    SetIndexValue.entry,
    ImportTariff.entry,
    ImportSeries.entry,
    SetRate.entry,
  ]

  // Rebates and derogations
  static let rebates: [ActEntry] = [
    CreateRebate.entry,
    EditRebate.entry,
    EndRebate.entry,
    SettleRebate.entry,
    CreateDerogation.entry,
    EditDerogation.entry,
    EndDerogation.entry,
  ]

  // Settings
  static let settings: [ActEntry] = [
    SetSetting.entry,
    ChangeCostMethod.entry,
    SetLogo.entry,
    EditCompany.entry,
    CreatePaymentTerm.entry,
    EditPaymentTerm.entry,
    SetVatRate.entry,
  ]

  // People
  static let people: [ActEntry] = [
    AddUser.entry,
    SetUserRoles.entry,
    SetUserActive.entry,
  ]

  // Orders
  static let orders: [ActEntry] = [
    AcceptQuote.entry,
    NoteAcceptance.entry,
    CloseOrder.entry,
    CancelOrder.entry,
    ReopenOrder.entry,
    DeliverOrder.entry,
    InvoiceDelivery.entry,
    ReturnDelivery.entry,
    MailPaper.entry,
  ]

  // Stock
  static let stock: [ActEntry] = [
    ReserveLine.entry,
    ReleaseReservation.entry,
  ]

  // Purchasing
  static let purchasing: [ActEntry] = [
    CreatePurchaseOrder.entry,
    OrderFromSupplier.entry,
    ChangeExpectedDay.entry,
    ClosePurchaseLine.entry,
    CancelPurchaseRequest.entry,
    ReceivePurchase.entry,
    CorrectReceipt.entry,
  ]
}
