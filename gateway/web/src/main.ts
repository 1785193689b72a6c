import "uplot/dist/uPlot.min.css";
import "./style/base.css";
import "./style/site.css";
import "./style/node.css";
import { LiveLink } from "./api/live";
import { SiteStore } from "./site/store";
import { startApp } from "./view/app";

const store = new SiteStore();
const link = new LiveLink(store);
startApp(document.getElementById("app")!, store, () => link.retryNow());
link.open();
